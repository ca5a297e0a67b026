// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/gl_canvas.hpp"

#include <QOpenGLContext>
#include <QPainter>

#include "engine/api/error.hpp"
#include "widgets/canvas/cpu_renderer.hpp"
#include "widgets/canvas/gl_renderer.hpp"

namespace adv {

QSurfaceFormat canvasSurfaceFormat() {
  QSurfaceFormat format = QSurfaceFormat::defaultFormat();
  format.setRenderableType(QSurfaceFormat::OpenGL);
  format.setVersion(3, 3);
  format.setProfile(QSurfaceFormat::CoreProfile);
  return format;
}

GlCanvas::GlCanvas(SceneSource source, QWidget* parent) : QOpenGLWidget(parent), m_source(std::move(source)) {
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
    m_renderer = std::make_unique<GlRenderer>();
  } catch (const Failure& failure) {
    qWarning("%s", failure.what());
  }
}

void GlCanvas::paintGL() {
  const QSize size = devicePixelsOf(*this);
  const CanvasScene scene = m_source(size);
  if (m_renderer && m_renderer->paint(scene, size)) return;
  QImage image = renderCanvas(scene, size);
  image.setDevicePixelRatio(devicePixelRatioF());
  QPainter(this).drawImage(0, 0, image);
}

void GlCanvas::release() {
  if (!m_renderer) return;
  makeCurrent();
  m_renderer.reset();
  doneCurrent();
}

}  // namespace adv
