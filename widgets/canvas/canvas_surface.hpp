// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>
#include <functional>

#include "widgets/canvas/canvas_scene.hpp"

namespace adv {

/// What a surface draws: asked at each paint, with the surface's size in device pixels.
using SceneSource = std::function<CanvasScene(QSize devicePixels)>;

/// How a surface draws what it shows: with and without OpenGL, the same.
struct SurfacePainters {
  /// Draws in the current OpenGL context; false where the card cannot do this one, and nothing was drawn.
  using GlPaint = std::function<bool(QSize devicePixels)>;
  /// Asked once a context, with it current, as is the destruction of what it gives. Throws `Failure`.
  std::function<GlPaint()> makeGl;
  std::function<QImage(QSize devicePixels)> draw;
};

/// Of pictures.
SurfacePainters canvasPainters(SceneSource source);

/// Which renderer draws the canvases, and why, in words for the status bar.
struct RendererChoice {
  bool gl = false;
  QString reason;  ///< "canvas: NVIDIA H200", "canvas: CPU (OpenGL is only emulated here, by llvmpipe)"
};

/// What an OpenGL 3.3 context was found to be.
struct GlProbe {
  bool works = false;
  QString card;     ///< the driver's name of it
  QString problem;  ///< where it does not work
};

/// `wish` is "cpu", "gl" or empty; `platform` is Qt's. The probe is only asked where its answer matters.
RendererChoice chooseRenderer(const QString& wish, const QString& platform, const std::function<GlProbe()>& probe);

/// Tries to make a context; takes some tens of milliseconds.
GlProbe probeGl();

/// The choice of this process, made on first use. The environment variable ADVSCOPE_RENDERER=cpu|gl overrides what is
/// found: cpu where a driver draws wrongly, gl to use an emulated OpenGL.
const RendererChoice& rendererChoice();

/// The widget that draws: OpenGL or CPU, as chosen. It takes no mouse or keyboard input; update() repaints it.
QWidget* makeSurface(SurfacePainters painters, QWidget* parent);
QWidget* makeCanvasSurface(SceneSource source, QWidget* parent);

/// Size of a widget in device pixels, as both surfaces draw it.
QSize devicePixelsOf(const QWidget& widget);

}  // namespace adv
