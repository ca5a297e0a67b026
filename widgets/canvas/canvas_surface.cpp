// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_surface.hpp"

#include <QGuiApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QPainter>
#include <memory>

#include "widgets/canvas/cpu_renderer.hpp"
#include "widgets/canvas/gl_canvas.hpp"
#include "widgets/canvas/gl_renderer.hpp"

namespace adv {
namespace {

class CpuCanvas : public QWidget {
 public:
  CpuCanvas(std::function<QImage(QSize)> draw, QWidget* parent) : QWidget(parent), m_draw(std::move(draw)) {
    setAttribute(Qt::WA_OpaquePaintEvent);
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QImage image = m_draw(devicePixelsOf(*this));
    image.setDevicePixelRatio(devicePixelRatioF());
    QPainter(this).drawImage(0, 0, image);
  }

 private:
  std::function<QImage(QSize)> m_draw;
};

bool isEmulated(const QString& card) {
  for (const char* name : {"llvmpipe", "softpipe", "swrast", "SwiftShader", "GDI Generic", "Software Rasterizer"}) {
    if (card.contains(QLatin1String(name), Qt::CaseInsensitive)) return true;
  }
  return false;
}

RendererChoice onCpu(const QString& why) { return {false, QStringLiteral("canvas: CPU (%1)").arg(why)}; }

}  // namespace

RendererChoice chooseRenderer(const QString& wish, const QString& platform, const std::function<GlProbe()>& probe) {
  if (wish.compare(QLatin1String("cpu"), Qt::CaseInsensitive) == 0)
    return onCpu(QStringLiteral("asked for by ADVSCOPE_RENDERER"));
  for (const char* windowless : {"offscreen", "minimal", "vnc", "linuxfb"}) {
    if (platform == QLatin1String(windowless))
      return onCpu(QStringLiteral("no OpenGL on the platform “%1”").arg(platform));
  }
  const GlProbe found = probe();
  if (!found.works) return onCpu(found.problem);
  const bool insisted = wish.compare(QLatin1String("gl"), Qt::CaseInsensitive) == 0;
  if (isEmulated(found.card) && !insisted) {
    return onCpu(QStringLiteral("OpenGL is only emulated here, by %1").arg(found.card.section(QLatin1Char(' '), 0, 0)));
  }
  return {true, QStringLiteral("canvas: %1").arg(found.card)};
}

GlProbe probeGl() {
  QOpenGLContext context;
  context.setFormat(canvasSurfaceFormat());
  if (!context.create()) return {false, {}, QStringLiteral("OpenGL cannot be started")};
  QOffscreenSurface surface;
  surface.setFormat(context.format());
  surface.create();
  if (!context.makeCurrent(&surface)) return {false, {}, QStringLiteral("OpenGL cannot be used")};
  const auto version = context.format().version();
  if (context.isOpenGLES() || version < qMakePair(3, 3)) {
    return {false, {}, QStringLiteral("OpenGL is %1.%2, and 3.3 is needed").arg(version.first).arg(version.second)};
  }
  const auto* card = reinterpret_cast<const char*>(context.functions()->glGetString(GL_RENDERER));
  const GlProbe found{true, QString::fromLatin1(card), {}};
  context.doneCurrent();
  return found;
}

const RendererChoice& rendererChoice() {
  static const RendererChoice choice =
      chooseRenderer(qEnvironmentVariable("ADVSCOPE_RENDERER"), QGuiApplication::platformName(), probeGl);
  return choice;
}

SurfacePainters canvasPainters(SceneSource source) {
  const auto makeGl = [source] {
    return
        [source, renderer = std::make_shared<GlRenderer>()](QSize size) { return renderer->paint(source(size), size); };
  };
  return {makeGl, [source](QSize size) { return renderCanvas(source(size), size); }};
}

QWidget* makeCanvasSurface(SceneSource source, QWidget* parent) {
  return makeSurface(canvasPainters(std::move(source)), parent);
}

QWidget* makeSurface(SurfacePainters painters, QWidget* parent) {
  QWidget* surface = nullptr;
  if (rendererChoice().gl) {
    surface = new GlCanvas(std::move(painters), parent);
  } else {
    surface = new CpuCanvas(std::move(painters.draw), parent);
  }
  surface->setAttribute(Qt::WA_TransparentForMouseEvents);
  surface->setFocusPolicy(Qt::NoFocus);
  return surface;
}

QSize devicePixelsOf(const QWidget& widget) { return (QSizeF(widget.size()) * widget.devicePixelRatioF()).toSize(); }

}  // namespace adv
