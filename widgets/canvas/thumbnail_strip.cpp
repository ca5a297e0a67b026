// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/thumbnail_strip.hpp"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <set>

#include "widgets/canvas/cpu_renderer.hpp"

namespace adv {
namespace {

constexpr int kGap = 8;
constexpr int kMargin = 4;
constexpr int kSmallest = 24;
constexpr int kLargest = 96;
constexpr double kRadius = 4.0;

/// The whole of `image`, its longer side `side` pixels long.
QImage fittedInto(const ImagePtr& image, int side) {
  CanvasScene scene;
  scene.content.clean = image;
  scene.side = Side::Clean;
  scene.view.scale = static_cast<double>(side) / std::max(image->width, image->height);
  const QSizeF size = QSizeF(image->width, image->height) * scene.view.scale;
  return renderCanvas(scene, size.toSize().expandedTo({1, 1}));
}

int middleOfWidestGap(const std::set<int>& kept) {
  int middle = -1;
  int widest = 1;
  for (auto right = std::next(kept.begin()); right != kept.end(); ++right) {
    const int left = *std::prev(right);
    if (*right - left <= widest) continue;
    widest = *right - left;
    middle = left + widest / 2;
  }
  return middle;
}

/// The element of `kept` nearest to `index` that is not in `always`; −1 where there is none.
int nearestSpare(const std::set<int>& kept, const std::set<int>& always, int index) {
  int nearest = -1;
  for (const int each : kept) {
    if (always.contains(each)) continue;
    if (nearest < 0 || std::abs(each - index) < std::abs(nearest - index)) nearest = each;
  }
  return nearest;
}

}  // namespace

std::vector<int> thinned(int count, int capacity, int current, int firstSuccess) {
  if (count <= 0) return {};
  std::set<int> kept{0, count - 1};
  if (firstSuccess >= 0 && firstSuccess < count) kept.insert(firstSuccess);
  const std::set<int> always = kept;
  while (static_cast<int>(kept.size()) < std::min(count, capacity)) kept.insert(middleOfWidestGap(kept));

  // The current one takes its nearest neighbour's place, so that the others stand still while one scrubs.
  if (current >= 0 && current < count && !kept.contains(current)) {
    if (const int neighbour = nearestSpare(kept, always, current); neighbour >= 0) kept.erase(neighbour);
    kept.insert(current);
  }
  return {kept.begin(), kept.end()};
}

ThumbnailStrip::ThumbnailStrip(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  setAccessibleName(tr("Pictures of the steps"));
  setCursor(Qt::PointingHandCursor);
}

void ThumbnailStrip::setSteps(std::vector<StepPicture> steps) {
  std::erase_if(steps, [](const StepPicture& each) { return !each.image || each.image->empty(); });
  const int before = currentStep();
  m_steps = std::move(steps);
  std::set<ImagePtr> alive;
  for (const StepPicture& each : m_steps) alive.insert(each.image);
  std::erase_if(m_scaled, [&](const auto& entry) { return !alive.contains(entry.first.first); });
  setCurrentStep(before);
  update();
}

void ThumbnailStrip::setCurrentStep(int step) {
  m_current = indexOf(step);
  setAccessibleDescription(m_current < 0 ? tr("empty")
                                         : tr("step %1 of %2").arg(currentStep()).arg(m_steps.back().step));
  update();
}

int ThumbnailStrip::currentStep() const { return m_current < 0 ? -1 : m_steps[m_current].step; }

void ThumbnailStrip::setSuccessColour(const QColor& colour) {
  m_successColour = colour;
  update();
}

int ThumbnailStrip::indexOf(int step) const {
  const auto after = std::upper_bound(m_steps.begin(), m_steps.end(), step,
                                      [](int wanted, const StepPicture& each) { return wanted < each.step; });
  return static_cast<int>(after - m_steps.begin()) - 1;
}

int ThumbnailStrip::firstSuccess() const {
  const auto found = std::find_if(m_steps.begin(), m_steps.end(), [](const StepPicture& each) { return each.success; });
  return found == m_steps.end() ? -1 : static_cast<int>(found - m_steps.begin());
}

std::vector<int> ThumbnailStrip::shownSteps() const {
  std::vector<int> result;
  for (const int index : screenLayout().indices) result.push_back(m_steps[index].step);
  return result;
}

QSize ThumbnailStrip::sizeHint() const { return {400, 56 + fontMetrics().height() + 3 * kMargin}; }

QSize ThumbnailStrip::minimumSizeHint() const {
  return {4 * (kSmallest + kGap), kSmallest + fontMetrics().height() + 3 * kMargin};
}

QRect ThumbnailStrip::Layout::cell(int place) const {
  return {left + place * (thumbnail + gap), kMargin, thumbnail, thumbnail + labelHeight};
}

QSize ThumbnailStrip::Layout::size() const {
  return {2 * left + static_cast<int>(indices.size()) * (thumbnail + gap) - gap, thumbnail + labelHeight + 2 * kMargin};
}

ThumbnailStrip::Layout ThumbnailStrip::layoutOf(int thumbnail, int width) const {
  Layout layout{{}, thumbnail, fontMetrics().height() + kMargin, kGap, kMargin};
  const int capacity = (width - 2 * layout.left + layout.gap) / (thumbnail + layout.gap);
  layout.indices = thinned(static_cast<int>(m_steps.size()), capacity, m_current, firstSuccess());
  return layout;
}

ThumbnailStrip::Layout ThumbnailStrip::screenLayout() const {
  const int room = height() - fontMetrics().height() - 3 * kMargin;
  return layoutOf(std::clamp(room, kSmallest, kLargest), width());
}

int ThumbnailStrip::indexAt(QPoint point) const {
  const Layout layout = screenLayout();
  for (int place = 0; place < static_cast<int>(layout.indices.size()); ++place) {
    if (layout.cell(place).contains(point)) return layout.indices[place];
  }
  return -1;
}

void ThumbnailStrip::choose(int index) {
  if (index < 0 || index >= static_cast<int>(m_steps.size()) || index == m_current) return;
  setCurrentStep(m_steps[index].step);
  emit stepChosen(currentStep());
}

bool ThumbnailStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int index = indexAt(help->pos());
  if (index < 0) {
    QToolTip::hideText();
  } else {
    const StepPicture& shown = m_steps[index];
    QToolTip::showText(help->globalPos(),
                       shown.success ? tr("Step %1: fooled").arg(shown.step) : tr("Step %1").arg(shown.step));
  }
  return true;
}

void ThumbnailStrip::mousePressEvent(QMouseEvent* event) { choose(indexAt(event->position().toPoint())); }

void ThumbnailStrip::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left: return choose(m_current - 1);
    case Qt::Key_Right: return choose(m_current + 1);
    case Qt::Key_Home: return choose(0);
    case Qt::Key_End: return choose(static_cast<int>(m_steps.size()) - 1);
    default: QWidget::keyPressEvent(event);
  }
}

void ThumbnailStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paint(painter, screenLayout(), palette(), devicePixelRatioF());
}

QImage ThumbnailStrip::toImage(int thumbnail, qreal scale, int capacity) const {
  const Layout layout = layoutOf(thumbnail, capacity * (thumbnail + kGap) + kMargin);
  if (layout.indices.empty()) return {};
  QImage image((QSizeF(layout.size()) * scale).toSize(), QImage::Format_RGB32);
  image.setDevicePixelRatio(scale);
  image.fill(Qt::white);
  QPainter painter(&image);
  painter.setFont(font());
  QPalette onWhite;
  onWhite.setColor(QPalette::WindowText, Qt::black);
  onWhite.setColor(QPalette::Highlight, Qt::black);
  paint(painter, layout, onWhite, scale);
  return image;
}

void ThumbnailStrip::paint(QPainter& painter, const Layout& layout, const QPalette& colours, qreal ratio) const {
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  for (int place = 0; place < static_cast<int>(layout.indices.size()); ++place) {
    paintCell(painter, layout.cell(place), layout, layout.indices[place], colours, ratio);
  }
}

void ThumbnailStrip::paintCell(QPainter& painter, QRect cell, const Layout& layout, int index, const QPalette& colours,
                               qreal ratio) const {
  const StepPicture& shown = m_steps[index];
  const bool current = index == m_current;
  const QImage& picture = scaled(shown.image, static_cast<int>(std::lround(layout.thumbnail * ratio)));
  const QRectF square(cell.left(), cell.top(), layout.thumbnail, layout.thumbnail);
  QRectF box(QPointF(0, 0), QSizeF(picture.size()) / ratio);
  box.moveCenter(square.center());

  QBrush brush(picture);
  brush.setTransform(QTransform::fromTranslate(box.left(), box.top()).scale(1.0 / ratio, 1.0 / ratio));
  painter.setBrush(brush);
  QColor line = colours.color(current ? QPalette::Highlight : QPalette::WindowText);
  if (!current) line.setAlpha(48);
  painter.setPen(QPen(line, current ? 3.0 : 1.0));
  painter.drawRoundedRect(box, kRadius, kRadius);

  // Fooled is told by a shape as well as by its colour.
  const QString text = shown.success ? QStringLiteral("◆ %1").arg(shown.step) : QString::number(shown.step);
  painter.setPen(shown.success ? m_successColour : colours.color(QPalette::WindowText));
  QFont font = painter.font();
  font.setBold(current);
  painter.setFont(font);
  painter.drawText(QRectF(cell.left() - kGap, square.bottom(), cell.width() + 2 * kGap, layout.labelHeight),
                   Qt::AlignHCenter | Qt::AlignBottom, text);
  font.setBold(false);
  painter.setFont(font);
}

const QImage& ThumbnailStrip::scaled(const ImagePtr& image, int side) const {
  QImage& cached = m_scaled[{image, side}];
  if (cached.isNull()) cached = fittedInto(image, side);
  return cached;
}

}  // namespace adv
