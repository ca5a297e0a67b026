// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/panel_strip.hpp"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kMargin = 6;
constexpr int kNarrowest = 132;  ///< of a panel; beyond that the strip scrolls
constexpr int kLowest = 56;      ///< of a picture

}  // namespace

PanelStrip::PanelStrip(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Attacks side by side"));
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, qOverload<>(&QWidget::update));
}

void PanelStrip::setPanels(std::vector<ComparePanel> panels) {
  m_panels = std::move(panels);
  m_marked = std::min(m_marked, static_cast<int>(m_panels.size()) - 1);
  QStringList words;
  for (const ComparePanel& panel : m_panels) words << panel.title + QStringLiteral(": ") + panel.verdict;
  setAccessibleDescription(words.join(QStringLiteral("; ")));
  updateGeometry();
  update();
}

void PanelStrip::setBlinking(bool blinking) {
  m_isBlinking = blinking;
  update();
}

QSize PanelStrip::sizeHint() const { return {minimumSizeHint().width(), qRound(240 * typeScale())}; }

QSize PanelStrip::minimumSizeHint() const {
  const int wide = static_cast<int>(m_panels.size()) * qRound(kNarrowest * typeScale());
  return {wide, 2 * kMargin + qRound(panelTextHeight(typeSize(14))) + qRound(kLowest * typeScale())};
}

ComparePlaces PanelStrip::places() const {
  const QRectF area = QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin);
  return placePanels(area, m_panels, typeSize(14));
}

int PanelStrip::panelAt(QPointF point) const {
  const ComparePlaces all = places();
  for (std::size_t i = 0; i < all.panels.size(); ++i) {
    if (all.panels[i].contains(point)) return static_cast<int>(i);
  }
  return -1;
}

void PanelStrip::setMarked(int panel) {
  if (panel == m_marked) return;
  m_marked = panel;
  setCursor(panel > 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
  update();
}

void PanelStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const ComparePlaces all = places();
  for (std::size_t i = 0; i < m_panels.size(); ++i) {
    if (static_cast<int>(i) == m_marked && i > 0) {
      painter.setPen(QPen(hasFocus() ? theme().focus : theme().cardBorder, 1.5));
      painter.setBrush(Qt::NoBrush);
      painter.drawRoundedRect(all.panels[i].adjusted(-5, -5, 5, 5), 8, 8);
    }
    ComparePanel shown = m_panels[i];
    if (m_isBlinking && shown.isKnown) shown.picture = m_panels.front().picture;
    paintPanel(painter, all.panels[i], all, shown, typeSize(14), theme());
  }
}

void PanelStrip::mouseMoveEvent(QMouseEvent* event) { setMarked(panelAt(event->position())); }
void PanelStrip::leaveEvent(QEvent*) { setMarked(-1); }
void PanelStrip::focusInEvent(QFocusEvent* event) {
  if (m_marked < 1 && m_panels.size() > 1) m_marked = 1;
  QWidget::focusInEvent(event);
  update();
}

void PanelStrip::mouseReleaseEvent(QMouseEvent* event) {
  const int panel = panelAt(event->position());
  if (event->button() == Qt::LeftButton && panel > 0) emit attackActivated(panel - 1);
}

void PanelStrip::keyPressEvent(QKeyEvent* event) {
  const int last = static_cast<int>(m_panels.size()) - 1;
  switch (event->key()) {
    case Qt::Key_Left: return setMarked(std::clamp(m_marked - 1, std::min(1, last), last));
    case Qt::Key_Right: return setMarked(std::clamp(m_marked + 1, std::min(1, last), last));
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (m_marked > 0) emit attackActivated(m_marked - 1);
      return;
    default: QWidget::keyPressEvent(event);
  }
}

bool PanelStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int index = panelAt(help->pos());
  if (index < 0) return QWidget::event(event);
  const ComparePanel& panel = m_panels[static_cast<std::size_t>(index)];
  QStringList lines = {panel.title + QStringLiteral(" ") + panel.remark, panel.verdict, panel.detail};
  if (index > 0) lines << tr("Click: open it in the Microscope");
  QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
  return true;
}

}  // namespace adv
