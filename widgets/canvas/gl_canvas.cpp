// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/gl_canvas.hpp"

#include <QOpenGLContext>
#include <QPainter>

#include "engine/api/error.hpp"

namespace adv {

QSurfaceFormat canvasSurfaceFormat() {
  QSurfaceFormat format = QSurfaceFormat::defaultFormat();
  format.setRenderableType(QSurfaceFormat::OpenGL);
  format.setVersion(3, 3);
  format.setProfile(QSurfaceFormat::CoreProfile);
  return format;
}

GlCanvas::GlCanvas(SurfacePainters how, QWidget* parent) : QOpenGLWidget(parent), m_painters(std::move(how)) {
  setFormat(canvasSurfaceFormat());
}

GlCanvas::~GlCanvas() {
  // The base class destroys the context after this object has ceased to be a GlCanvas.
  if (context()) context()->disconnect(this);
  release();
}

void GlCanvas::initializeGL() {
  // The context goes when the widget moves to another window; a new one comes with the next initializeGL().
  connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, &GlCanvas::release, Qt::UniqueConnection);
  try {
    m_paint = m_painters.makeGl();
  } catch (const Failure& failure) {
    qWarning("%s", failure.what());
  }
}

void GlCanvas::paintGL() {
  const QSize size = devicePixelsOf(*this);
  if (m_paint && m_paint(size)) return;
  QImage image = m_painters.draw(size);
  image.setDevicePixelRatio(devicePixelRatioF());
  QPainter(this).drawImage(0, 0, image);
}

void GlCanvas::release() {
  if (!m_paint) return;
  makeCurrent();
  m_paint = nullptr;
  doneCurrent();
}

}  // namespace adv
