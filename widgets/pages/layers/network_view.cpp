// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/layers/network_view.hpp"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollArea>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kCoarseSteps = 5;

/// The scroll area that the view lies in; null where it stands alone.
QScrollArea* areaAround(const QWidget* view) {
  QWidget* port = view->parentWidget();
  return port ? qobject_cast<QScrollArea*>(port->parentWidget()) : nullptr;
}

}  // namespace

NetworkView::NetworkView(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Layers of the network"));
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, &NetworkView::fit);
}

void NetworkView::setLayers(std::vector<LayerInfo> layers) {
  if (layers == m_layers) return;
  m_layers = std::move(layers);
  m_changes.clear();
  m_selected = 0;
  if (QScrollArea* area = areaAround(this)) area->viewport()->installEventFilter(this);
  fit();
}

void NetworkView::setChanges(std::vector<LayerChange> changes) {
  m_changes = std::move(changes);
  update();
}

void NetworkView::setSelected(int layer) {
  if (layer < 0 || layer >= static_cast<int>(m_layers.size())) return;
  m_selected = layer;
  setAccessibleDescription(describe(m_layers[static_cast<std::size_t>(layer)]));
  if (QScrollArea* area = areaAround(this)) {
    const QPoint centre = placeOf(layer).center().toPoint();
    area->ensureVisible(centre.x(), centre.y(), 0, area->viewport()->height() / 4);
  }
  update();
}

QRectF NetworkView::placeOf(int layer) const {
  return m_layout.blocks.empty() ? QRectF() : m_layout.blocks[static_cast<std::size_t>(layer)];
}

QSize NetworkView::sizeHint() const { return {200, static_cast<int>(std::ceil(m_layout.height))}; }

/// As high as what can be seen, or as the drawing has to be.
void NetworkView::fit() {
  const QScrollArea* area = areaAround(this);
  const QSizeF space = area ? area->viewport()->size() : size();
  m_layout = layoutNetwork(m_layers, space, typeSize(12));
  setMinimumHeight(area ? static_cast<int>(std::ceil(m_layout.height)) : 0);
  update();
}

void NetworkView::resizeEvent(QResizeEvent*) { fit(); }

bool NetworkView::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize) fit();
  return QWidget::eventFilter(watched, event);
}

void NetworkView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintNetwork(painter, {m_layers, m_layout, m_changes, m_selected, hasFocus()}, theme());
}

int NetworkView::layerAt(const QPointF& place) const {
  const auto found = std::find_if(m_layout.blocks.begin(), m_layout.blocks.end(),
                                  [&](const QRectF& block) { return block.contains(place); });
  return found == m_layout.blocks.end() ? -1 : static_cast<int>(found - m_layout.blocks.begin());
}

void NetworkView::choose(int layer) {
  const int last = static_cast<int>(m_layers.size()) - 1;
  const int chosen = std::clamp(layer, 0, std::max(0, last));
  if (last < 0 || chosen == m_selected) return;
  setSelected(chosen);
  emit layerChosen(chosen);
}

void NetworkView::mousePressEvent(QMouseEvent* event) {
  const int layer = layerAt(event->position());
  if (layer >= 0 && event->button() == Qt::LeftButton) choose(layer);
}

void NetworkView::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Up: return choose(m_selected - 1);
    case Qt::Key_Down: return choose(m_selected + 1);
    case Qt::Key_PageUp: return choose(m_selected - kCoarseSteps);
    case Qt::Key_PageDown: return choose(m_selected + kCoarseSteps);
    case Qt::Key_Home: return choose(0);
    case Qt::Key_End: return choose(static_cast<int>(m_layers.size()) - 1);
    default: QWidget::keyPressEvent(event);
  }
}

bool NetworkView::event(QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int layer = layerAt(help->pos());
  QString text = layer < 0
                     ? tr("The layers of the network, from the picture down. A click or the arrow keys choose one.")
                     : describe(m_layers[static_cast<std::size_t>(layer)]);
  if (layer >= 0 && static_cast<std::size_t>(layer) < m_changes.size()) {
    const LayerChange& change = m_changes[static_cast<std::size_t>(layer)];
    text += tr("\nchanged by the attack: %1 %, by noise: %2 %; cosine %3, %4")
                .arg(significant(100 * change.attack), significant(100 * change.noise),
                     QString::number(change.attackCosine, 'f', 4), QString::number(change.noiseCosine, 'f', 4));
  }
  QToolTip::showText(help->globalPos(), text, this);
  return true;
}

}  // namespace adv
