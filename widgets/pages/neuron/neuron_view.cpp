// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neuron/neuron_view.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

#include "widgets/figures/neuron_drawing.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kPixelsAStep = 5.0;
constexpr double kStep = 0.1;
constexpr double kMost = 10.0;

/// The type grows with the drawing, and is never smaller than the program's smallest.
NeuronDrawing drawingOn(const QWidget& widget, const NeuronReady& ready) {
  const double fitting = std::min(widget.width() / 48.0, widget.height() / 20.0);
  const double text = std::clamp(fitting, 14.0 * typeScale(), 22.0 * typeScale());
  return {ready, QRectF(widget.rect()).adjusted(4, 4, -4, -4), text, theme()};
}

}  // namespace

NeuronView::NeuronView(NeuronSession& session, QWidget* parent) : QWidget(parent), m_session(session) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setAccessibleName(tr("The neuron"));
  setToolTip(
      tr("Drag an input, a weight or the bias up and down (−10 to 10). Arrow keys choose one, Page keys change it by "
         "0.1."));
  connect(&session, &NeuronSession::answered, this, [this] {
    describe();
    update();
  });
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] { update(); });
}

QRectF NeuronView::placeOf(int index, bool isWeight) const {
  if (!m_session.ready()) return {};
  const NeuronDrawing drawing = drawingOn(*this, *m_session.ready());
  return isWeight ? drawing.weightPlace(index) : drawing.inputPlace(index);
}

std::optional<NeuronView::Item> NeuronView::itemAt(QPointF position) const {
  if (!m_session.ready()) return {};
  const int count = static_cast<int>(m_session.ready()->neuron.inputs.size());
  for (int index = 0; index <= count; ++index) {
    if (index < count && placeOf(index, true).contains(position)) return Item{index, true};
    if (placeOf(index, false).adjusted(-4, -4, 4, 4).contains(position)) return Item{index, false};
  }
  return {};
}

double NeuronView::valueOf(Item item) const {
  const NeuronRequest& neuron = m_session.neuron();
  const bool other = m_session.ready() && m_session.ready()->otherCounts;
  if (item.index >= static_cast<int>(neuron.inputs.size())) return other ? neuron.otherBias : neuron.bias;
  const auto i = static_cast<std::size_t>(item.index);
  if (!item.isWeight) return neuron.inputs[i];
  return other ? neuron.otherWeights[i] : neuron.weights[i];
}

void NeuronView::setValue(Item item, double value) {
  const double rounded = std::clamp(std::round(value / kStep) / std::round(1 / kStep), -kMost, kMost);
  NeuronRequest next = m_session.neuron();
  const bool other = m_session.ready() && m_session.ready()->otherCounts;
  const auto i = static_cast<std::size_t>(item.index);
  if (i >= next.inputs.size()) {
    (other ? next.otherBias : next.bias) = rounded;
  } else if (item.isWeight) {
    (other ? next.otherWeights : next.weights)[i] = rounded;
  } else {
    next.inputs[i] = rounded;
  }
  m_session.change(item.isWeight || i >= next.inputs.size() ? tr("weight") : tr("input"), next);
}

void NeuronView::paintEvent(QPaintEvent*) {
  if (!m_session.ready()) return;
  QPainter painter(this);
  drawingOn(*this, *m_session.ready()).paint(painter);
  if (!hasFocus()) return;
  const QRectF place = placeOf(m_selected.index, m_selected.isWeight).adjusted(-3, -3, 3, 3);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme().focus, 2));
  const double corner = m_selected.isWeight ? 8 : place.height() / 2;
  painter.drawRoundedRect(place, corner, corner);
}

void NeuronView::mousePressEvent(QMouseEvent* event) {
  const auto item = itemAt(event->position());
  if (event->button() != Qt::LeftButton || !item) return;
  m_selected = *item;
  m_dragging = true;
  m_dragY = event->position().y();
  m_dragValue = valueOf(*item);
  m_session.beginGesture();
  describe();
  update();
}

void NeuronView::mouseMoveEvent(QMouseEvent* event) {
  setCursor(m_dragging || itemAt(event->position()) ? Qt::SizeVerCursor : Qt::ArrowCursor);
  if (!m_dragging) return;
  setValue(m_selected, m_dragValue + kStep * std::round((m_dragY - event->position().y()) / kPixelsAStep));
}

void NeuronView::mouseReleaseEvent(QMouseEvent* event) {
  if (!m_dragging || event->button() != Qt::LeftButton) return;
  m_dragging = false;
  m_session.endGesture();
}

void NeuronView::moveSelection(int by) {
  const int count = static_cast<int>(m_session.neuron().inputs.size());
  m_selected.index = std::clamp(m_selected.index + by, 0, m_selected.isWeight ? count - 1 : count);
  describe();
  update();
}

void NeuronView::keyPressEvent(QKeyEvent* event) {
  const int count = static_cast<int>(m_session.neuron().inputs.size());
  switch (event->key()) {
    case Qt::Key_Up: return moveSelection(-1);
    case Qt::Key_Down: return moveSelection(1);
    case Qt::Key_Left: m_selected.isWeight = false; return moveSelection(0);
    case Qt::Key_Right: m_selected.isWeight = m_selected.index < count; return moveSelection(0);
    case Qt::Key_PageUp: return setValue(m_selected, valueOf(m_selected) + kStep);
    case Qt::Key_PageDown: return setValue(m_selected, valueOf(m_selected) - kStep);
    case Qt::Key_Delete: return setValue(m_selected, 0.0);
    default: QWidget::keyPressEvent(event);
  }
}

void NeuronView::describe() {
  const int count = static_cast<int>(m_session.neuron().inputs.size());
  m_selected.index = std::min(m_selected.index, m_selected.isWeight ? count - 1 : count);
  const QString name =
      m_selected.index >= count
          ? tr("bias")
          : withIndex(m_selected.isWeight ? QStringLiteral("w") : QStringLiteral("x"), m_selected.index + 1);
  setAccessibleDescription(tr("%1 = %2").arg(name, exactText(valueOf(m_selected))));
}

void NeuronView::focusInEvent(QFocusEvent*) { update(); }
void NeuronView::focusOutEvent(QFocusEvent*) { update(); }

}  // namespace adv
