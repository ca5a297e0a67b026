// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/template_grid.hpp"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "widgets/figures/template_image.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kGap = 8;
constexpr int kSmallest = 36;
constexpr int kFrame = 3;
constexpr int kNameWidth = 100;  ///< at the ordinary type size; small pictures stand so far apart where there is room

int captionHeight() { return typeSize(12) + 6; }

}  // namespace

TemplateGrid::TemplateGrid(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setCursor(Qt::PointingHandCursor);
  setAccessibleName(tr("Templates of the classes; arrow keys choose the target"));
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] { update(); });
}

QSize TemplateGrid::minimumSizeHint() const { return {240, kSmallest + captionHeight()}; }

void TemplateGrid::setWeights(linear::WeightsPtr weights) {
  m_weights = std::move(weights);
  update();
}

void TemplateGrid::setOwnScales(bool own) {
  m_ownScales = own;
  update();
}

void TemplateGrid::setTarget(int classIndex) {
  m_target = classIndex;
  update();
}

void TemplateGrid::setLabel(int classIndex) {
  m_label = classIndex;
  update();
}

/// The number of columns with which the pictures become largest.
TemplateGrid::Layout TemplateGrid::layoutNow() const {
  Layout best;
  if (!m_weights) return best;
  const int count = m_weights->classCount();
  for (int columns = 1; columns <= count; ++columns) {
    const int rows = (count + columns - 1) / columns;
    const int side = std::min((width() - 2 * kFrame - (columns - 1) * kGap) / columns,
                              (height() - kFrame - (rows - 1) * kGap) / rows - captionHeight());
    if (side <= best.side) continue;
    best = {columns, side, 0, 0, kGap, captionHeight()};
    best.left = (width() - columns * side - (columns - 1) * kGap) / 2;
    best.top = kFrame + (height() - kFrame - rows * (side + captionHeight()) - (rows - 1) * kGap) / 2;
  }
  if (best.columns > 1) {
    const int spread = (width() - best.columns * best.side) / best.columns;
    best.gap = std::clamp(spread, kGap, std::max(2 * kGap, kNameWidth * typeSize(12) / 12 - best.side));
    best.left = (width() - best.columns * best.side - (best.columns - 1) * best.gap) / 2;
  }
  return best;
}

QRect TemplateGrid::placeOf(int classIndex) const {
  const Layout layout = layoutNow();
  if (layout.side <= 0) return {};
  const int row = classIndex / layout.columns;
  const int column = classIndex % layout.columns;
  return {layout.left + column * (layout.side + layout.gap), layout.top + row * (layout.side + layout.caption + kGap),
          layout.side, layout.side};
}

int TemplateGrid::classAt(QPoint position) const {
  for (int k = 0; m_weights && k < m_weights->classCount(); ++k) {
    if (placeOf(k).adjusted(0, 0, 0, captionHeight()).contains(position)) return k;
  }
  return -1;
}

void TemplateGrid::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (!m_weights) {
    painter.setPen(theme().mutedText);
    painter.drawText(rect(), Qt::AlignCenter, tr("The templates appear here as soon as training begins."));
    return;
  }
  const double shared = sharedTemplateScale(*m_weights);
  for (int k = 0; k < m_weights->classCount(); ++k)
    paintCell(painter, placeOf(k), k, m_ownScales ? templateScale(*m_weights, k) : shared);
}

void TemplateGrid::paintCell(QPainter& painter, const QRect& place, int classIndex, double scale) const {
  painter.drawImage(place, templateImage(*m_weights, classIndex, scale));
  const bool isTarget = classIndex == m_target;
  const bool isLabel = classIndex == m_label;
  if (isTarget || isLabel) {
    painter.setPen(
        QPen(isTarget ? theme().target : theme().clean, kFrame, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(QRectF(place).adjusted(-1.5, -1.5, 1.5, 1.5));
  }
  QFont font;
  font.setPixelSize(typeSize(12));
  font.setWeight(isTarget || isLabel ? QFont::DemiBold : QFont::Normal);
  painter.setFont(font);
  painter.setPen(isTarget ? theme().target : isLabel ? theme().clean : theme().mutedText);
  QString name = QString::fromStdString(m_weights->labels[static_cast<std::size_t>(classIndex)]);
  if (isTarget) name.prepend(QStringLiteral("◎ "));
  if (isLabel && !isTarget) name.prepend(QStringLiteral("● "));
  const int beside = layoutNow().gap / 2 - 2;
  const QRect below(place.left() - beside, place.bottom() + kFrame, place.width() + 2 * beside, captionHeight());
  painter.drawText(below, Qt::AlignHCenter | Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(name, Qt::ElideRight, below.width()));
}

void TemplateGrid::choose(int classIndex) {
  if (!m_weights || classIndex < 0 || classIndex >= m_weights->classCount()) return;
  setTarget(classIndex);
  emit targetChosen(classIndex);
}

void TemplateGrid::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) choose(classAt(event->pos()));
}

void TemplateGrid::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left: return choose(m_target - 1);
    case Qt::Key_Right: return choose(m_target + 1);
    case Qt::Key_Up: return choose(m_target - layoutNow().columns);
    case Qt::Key_Down: return choose(m_target + layoutNow().columns);
    default: QWidget::keyPressEvent(event);
  }
}

bool TemplateGrid::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int k = classAt(help->pos());
  if (k < 0) {
    QToolTip::hideText();
    return true;
  }
  QToolTip::showText(help->globalPos(), tr("Template of “%1”: weights from −%2 to %2. Click to aim at this class.")
                                            .arg(QString::fromStdString(m_weights->labels[static_cast<std::size_t>(k)]))
                                            .arg(significant(templateScale(*m_weights, k))));
  return true;
}

}  // namespace adv
