// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/image_canvas.hpp"

#include <QEvent>
#include <algorithm>
#include <cmath>

#include "widgets/canvas/canvas_overlay.hpp"
#include "widgets/canvas/canvas_surface.hpp"
#include "widgets/canvas/readout.hpp"

namespace adv {
namespace {

constexpr double kGridFrom = 16.0;

QString nameOf(ImageCanvas::Role role) {
  switch (role) {
    case ImageCanvas::Role::Original: return ImageCanvas::tr("Original picture");
    case ImageCanvas::Role::Perturbation: return ImageCanvas::tr("Perturbation");
    case ImageCanvas::Role::Adversarial: return ImageCanvas::tr("Adversarial picture");
  }
  return {};
}

QString emptyTextOf(ImageCanvas::Role role) {
  switch (role) {
    case ImageCanvas::Role::Original:
      return ImageCanvas::tr(
          "<a href=\"open\">Drop a picture here</a>, <a href=\"paste\">paste one</a>,<br>or "
          "<a href=\"gallery\">take one from the gallery</a>");
    case ImageCanvas::Role::Perturbation: return ImageCanvas::tr("What the attack adds appears here");
    case ImageCanvas::Role::Adversarial: return ImageCanvas::tr("The attacked picture appears here");
  }
  return {};
}

}  // namespace

ImageCanvas::ImageCanvas(Role role, QWidget* parent)
    : QWidget(parent),
      m_role(role),
      m_mode{role == Role::Perturbation ? DisplayMode::Kind::SignedGrey : DisplayMode::Kind::Picture, kMinimumGain},
      m_ownView(new LinkedView(this)),
      m_surface(makeCanvasSurface([this](QSize size) { return scene(size); }, this)),
      m_overlay(new CanvasOverlay(this)),
      m_empty(new QLabel(emptyTextOf(role), this)) {
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setMouseTracking(true);
  setAcceptDrops(true);
  setAccessibleName(nameOf(role));
  m_empty->setAlignment(Qt::AlignCenter);
  m_empty->setWordWrap(true);
  m_empty->setMargin(12);
  m_empty->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
  m_empty->setForegroundRole(QPalette::PlaceholderText);
  connect(m_empty, &QLabel::linkActivated, this, &ImageCanvas::linkActivated);
  setLinkedView(m_ownView);
  m_overlay->raise();
  m_empty->raise();
}

void ImageCanvas::setContent(const CanvasContent& content) {
  if (content == m_content) return;
  m_content = content;
  const QSize before = m_shownSize;
  refresh();
  if (!before.isEmpty() && isShowing() && before != m_shownSize) m_view->fit();
}

void ImageCanvas::setMode(const DisplayMode& mode) {
  const DisplayMode wanted = m_role == Role::Perturbation ? mode : DisplayMode{};
  if (wanted == m_mode) return;
  m_mode = wanted;
  refresh();
}

void ImageCanvas::setLinkedView(LinkedView* view) {
  LinkedView* next = view ? view : m_ownView;
  if (next == m_view) return;
  if (m_view) m_view->disconnect(this);
  m_view = next;
  connect(m_view, &LinkedView::changed, this, &ImageCanvas::refresh);
  connect(m_view, &LinkedView::swapped, this, &ImageCanvas::refresh);
  connect(m_view, &LinkedView::blinkingChanged, this, &ImageCanvas::refreshOverlay);
  connect(m_view, &LinkedView::hoverChanged, this, [this] {
    refreshOverlay();
    emit readoutChanged(readout());
  });
  if (view && view != m_ownView) connect(view, &QObject::destroyed, this, [this] { setLinkedView(nullptr); });
  refresh();
}

void ImageCanvas::setWipe(std::optional<double> wipe) {
  if (wipe) wipe = std::clamp(*wipe, 0.0, 1.0);
  if (wipe == m_wipe) return;
  m_wipe = wipe;
  refresh();
}

void ImageCanvas::setEmptyText(const QString& text) { m_empty->setText(text); }

void ImageCanvas::setSurroundings(const QColor& colour) {
  m_surroundings = colour;
  refresh();
}

void ImageCanvas::setAlignment(Qt::Alignment alignment) {
  m_alignment = alignment;
  refresh();
}

QColor ImageCanvas::surroundings() const {
  return m_surroundings.isValid() ? m_surroundings : palette().color(QPalette::Window);
}

Side ImageCanvas::side() const {
  const bool swapped = m_view && m_view->isSwapped() && m_content.comparable();
  return (m_role == Role::Original) != swapped ? Side::Clean : Side::Adversarial;
}

Viewport ImageCanvas::viewport() const { return {m_shownSize, size(), m_alignment}; }

QRectF ImageCanvas::pictureArea() const {
  if (!isShowing()) return {};
  const ViewTransform view = m_view->transform(viewport(), devicePixelRatioF());
  const QRectF picture(view.toDevice({0, 0}),
                       view.toDevice({double(m_shownSize.width()), double(m_shownSize.height())}));
  const double ratio = devicePixelRatioF();
  return QRectF(picture.topLeft() / ratio, picture.size() / ratio) & QRectF(rect());
}

CanvasScene ImageCanvas::scene(QSize devicePixels) const {
  CanvasScene result;
  result.content = m_content;
  result.mode = m_mode;
  result.side = side();
  result.background = surroundings().rgb();
  if (!isShowing() || width() <= 0) return result;
  const double ratio = devicePixels.width() / double(width());
  result.view = m_view->transform(viewport(), ratio);
  if (m_view->zoom(viewport()) >= kGridFrom) result.gridWidth = std::max(1, static_cast<int>(ratio));
  if (const auto line = wipeLine()) result.wipeColumn = static_cast<int>(std::lround(*line * ratio));
  return result;
}

QString ImageCanvas::readout() const {
  return readoutText(m_content, m_view->hover(), m_role == Role::Original ? Side::Clean : Side::Adversarial);
}

std::optional<double> ImageCanvas::wipeLine() const {
  if (!m_wipe || m_role != Role::Adversarial || !m_content.comparable()) return std::nullopt;
  const QRectF area = pictureArea();
  return area.left() + *m_wipe * area.width();
}

QPoint ImageCanvas::pixelAt(QPointF point) const {
  if (!isShowing()) return LinkedView::kNoPixel;
  const double ratio = devicePixelRatioF();
  const QPointF place = m_view->transform(viewport(), ratio).toPicture(point * ratio);
  const QPoint pixel(static_cast<int>(std::floor(place.x())), static_cast<int>(std::floor(place.y())));
  return QRect(QPoint(0, 0), m_shownSize).contains(pixel) ? pixel : LinkedView::kNoPixel;
}

void ImageCanvas::refresh() {
  CanvasScene shown;
  shown.content = m_content;
  shown.mode = m_mode;
  shown.side = side();
  m_shownSize = shown.pictureSize();
  m_empty->setVisible(!isShowing());
  m_surface->update();
  refreshOverlay();
  announce();
}

void ImageCanvas::refreshOverlay() {
  OverlayState state;
  state.focused = m_keyboardFocus;
  state.dropping = m_dropping;
  state.picture = pictureArea();
  if (const QPoint pixel = m_view->hover(); isShowing() && pixel != LinkedView::kNoPixel) {
    const double ratio = devicePixelRatioF();
    const ViewTransform view = m_view->transform(viewport(), ratio);
    state.hovered = QRectF(view.toDevice(pixel) / ratio, view.toDevice(pixel + QPoint(1, 1)) / ratio);
  }
  const bool pair = m_content.comparable() && m_role != Role::Perturbation;
  if (pair && m_view->isBlinking()) {
    state.leftTag = side() == Side::Clean ? tr("clean") : tr("adversarial");
  } else if ((state.wipe = wipeLine())) {
    state.leftTag = tr("clean");
    state.rightTag = tr("adversarial");
  }
  m_overlay->setCoverColour(surroundings());
  m_overlay->show(state);
}

void ImageCanvas::announce() {
  const QString text =
      isShowing() ? tr("%1 × %2 pixels").arg(m_shownSize.width()).arg(m_shownSize.height()) : tr("empty");
  const QString mode = isShowing() ? describeMode(m_mode) : QString();
  setAccessibleDescription(mode.isEmpty() ? text : text + QStringLiteral(", ") + mode);
}

void ImageCanvas::resizeEvent(QResizeEvent*) {
  m_surface->setGeometry(rect());
  m_overlay->setGeometry(rect());
  m_empty->setGeometry(rect());
  refresh();
}

void ImageCanvas::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) refresh();
  QWidget::changeEvent(event);
}

}  // namespace adv
