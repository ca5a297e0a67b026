// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/filter_canvas.hpp"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "widgets/canvas/canvas_surface.hpp"
#include "widgets/canvas/colour_maps.hpp"
#include "widgets/canvas/cpu_renderer.hpp"
#include "widgets/figures/figure_plot.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kAround = 7.0;     ///< pixels kept free beside the picture
constexpr double kGridFrom = 16.0;  ///< pixels of the screen a pixel of the picture
constexpr double kNumbersFrom = 30.0;
constexpr double kLeastWindow = 10.0;

/// A signed picture in the colours of the diverging map.
ImagePtr drawn(const ShownMap& map) {
  if (!map.isSigned) return map.picture;
  Image picture{map.picture->width, map.picture->height, 3, {}};
  picture.pixels.reserve(3 * map.picture->pixels.size());
  for (const std::uint8_t level : map.picture->pixels) {
    const QRgb colour = divergingMap()[level];
    for (const int part : {qRed(colour), qGreen(colour), qBlue(colour)})
      picture.pixels.push_back(static_cast<std::uint8_t>(part));
  }
  return std::make_shared<const Image>(std::move(picture));
}

void strokeTwice(QPainter& painter, const QRectF& box, const QColor& colour, double width) {
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(Qt::white, width + 3));
  painter.drawRect(box);
  painter.setPen(QPen(colour, width));
  painter.drawRect(box);
}

}  // namespace

FilterCanvas::FilterCanvas(const QString& name, QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setCursor(Qt::CrossCursor);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setAccessibleName(name);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] { update(); });
}

void FilterCanvas::setMap(std::shared_ptr<const ShownMap> map) {
  const bool isResized =
      !m_map || m_map->numbers.width != map->numbers.width || m_map->numbers.height != map->numbers.height;
  m_map = std::move(map);
  m_picture = drawn(*m_map);
  if (isResized) fit();
  update();
}

void FilterCanvas::setPadding(int pixels) {
  m_padding = pixels;
  update();
}

void FilterCanvas::setWindow(const MapWindow& window) {
  m_window = window;
  if (m_map && m_zoom > 1.0) keepWindowInView();
  setAccessibleDescription(tr("window at column %1, row %2").arg(window.left).arg(window.top));
  update();
}

void FilterCanvas::setWrittenUpTo(std::optional<QPoint> pixel) {
  m_written = pixel;
  update();
}

void FilterCanvas::fit() {
  m_zoom = 1.0;
  if (m_map) m_centre = {m_map->numbers.width / 2.0, m_map->numbers.height / 2.0};
  update();
}

ViewTransform FilterCanvas::view() const {
  if (!m_map) return {};
  const double scale = m_zoom * std::min((width() - 2 * kAround) / (m_map->numbers.width + 2 * m_padding),
                                         (height() - 2 * kAround) / (m_map->numbers.height + 2 * m_padding));
  return {std::max(scale, 1e-3), QRectF(rect()).center() - m_centre * std::max(scale, 1e-3)};
}

QRectF FilterCanvas::placeOf(const QRectF& pixels) const {
  const ViewTransform at = view();
  return {at.toDevice(pixels.topLeft()), at.toDevice(pixels.bottomRight())};
}

void FilterCanvas::zoomAt(QPointF place, double factor) {
  if (!m_map) return;
  const QPointF pixel = view().toPicture(place);
  m_zoom = std::clamp(m_zoom * factor, 1.0, 64.0);
  if (m_zoom == 1.0) return fit();
  const double scale = view().scale;
  m_centre = pixel - (place - QRectF(rect()).center()) / scale;
  update();
}

void FilterCanvas::keepWindowInView() {
  const int reachX = m_window.dilation * (m_window.columns - 1) + 1;
  const int reachY = m_window.dilation * (m_window.rows - 1) + 1;
  const QRectF box(m_window.left, m_window.top, reachX, reachY);
  if (!QRectF(rect()).contains(placeOf(box))) m_centre = box.center();
}

QImage FilterCanvas::rendered() const {
  CanvasScene scene;
  scene.content = {m_picture, m_picture};
  scene.background = theme().card.rgb();
  const double ratio = devicePixelRatioF();
  const ViewTransform at = view();
  scene.view = {at.scale * ratio, at.origin * ratio};
  if (at.scale >= kGridFrom) scene.gridWidth = std::max(1, static_cast<int>(ratio));
  QImage image = renderCanvas(scene, devicePixelsOf(*this));
  image.setDevicePixelRatio(ratio);
  return image;
}

void FilterCanvas::paintEvent(QPaintEvent*) {
  if (!m_map || width() < 4 || height() < 4) return;
  QPainter painter(this);
  painter.drawImage(QPointF(0, 0), rendered());
  painter.setRenderHint(QPainter::Antialiasing);
  if (view().scale >= kNumbersFrom * typeScale()) paintNumbers(painter);
  if (m_written) paintUnwritten(painter);
  if (m_padding > 0) paintPadding(painter);
  paintWindow(painter);
  if (!m_keyboardFocus) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().focus, 2));
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
}

void FilterCanvas::paintNumbers(QPainter& painter) const {
  const ViewTransform at = view();
  const QPointF first = at.toPicture({0, 0});
  const QPointF last = at.toPicture({double(width()), double(height())});
  QFont numbers = font();
  numbers.setPixelSize(static_cast<int>(std::clamp(at.scale * 0.34, 12.0 * typeScale(), 22.0 * typeScale())));
  painter.setFont(numbers);
  for (int y = std::max(0, int(first.y())); y <= std::min(m_map->numbers.height - 1, int(last.y())); ++y) {
    for (int x = std::max(0, int(first.x())); x <= std::min(m_map->numbers.width - 1, int(last.x())); ++x) {
      const std::uint8_t* pixel = m_picture->at(x, y);
      const bool isGrey = m_picture->channels == 1;
      painter.setPen(inkOn(QColor(pixel[0], pixel[isGrey ? 0 : 1], pixel[isGrey ? 0 : 2])));
      painter.drawText(placeOf(QRectF(x, y, 1, 1)), Qt::AlignCenter, significant(m_map->numbers.at(0, y, x)));
    }
  }
}

void FilterCanvas::paintUnwritten(QPainter& painter) const {
  const double right = m_map->numbers.width;
  painter.setPen(Qt::NoPen);
  QColor cover = theme().plotBackground;
  cover.setAlpha(235);
  painter.setBrush(cover);
  painter.drawRect(placeOf({m_written->x() + 1.0, double(m_written->y()), right - m_written->x() - 1.0, 1.0}));
  painter.drawRect(placeOf({0.0, m_written->y() + 1.0, right, m_map->numbers.height - m_written->y() - 1.0}));
}

void FilterCanvas::paintPadding(QPainter& painter) const {
  const double p = m_padding;
  const NumberMap& numbers = m_map->numbers;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().control, 1.5, Qt::DashLine));
  painter.drawRect(placeOf({-p, -p, numbers.width + 2 * p, numbers.height + 2 * p}));
}

void FilterCanvas::paintWindow(QPainter& painter) const {
  const int reachX = m_window.dilation * (m_window.columns - 1) + 1;
  const int reachY = m_window.dilation * (m_window.rows - 1) + 1;
  QRectF box = placeOf(QRectF(m_window.left, m_window.top, reachX, reachY));
  const double widen = std::max(0.0, kLeastWindow - box.width()) / 2;
  box.adjust(-widen, -widen, widen, widen);
  strokeTwice(painter, box, theme().text, 2.5);
  if (m_window.dilation == 1) return;
  for (int i = 0; i < m_window.rows; ++i) {
    for (int j = 0; j < m_window.columns; ++j)
      strokeTwice(painter,
                  placeOf(QRectF(m_window.left + j * m_window.dilation, m_window.top + i * m_window.dilation, 1, 1)),
                  theme().text, 1.0);
  }
}

}  // namespace adv
