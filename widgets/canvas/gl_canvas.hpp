// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QOpenGLWidget>

#include "widgets/canvas/canvas_surface.hpp"

namespace adv {

/// OpenGL 3.3 core, eight bits a channel.
QSurfaceFormat canvasSurfaceFormat();

/// Draws with OpenGL. Falls back to drawing without it, picture by picture, where the card cannot do one.
class GlCanvas : public QOpenGLWidget {
  Q_OBJECT
 public:
  explicit GlCanvas(SurfacePainters how, QWidget* parent = nullptr);
  ~GlCanvas() override;

 protected:
  void initializeGL() override;
  void paintGL() override;

 private:
  void release();

  SurfacePainters m_painters;
  SurfacePainters::GlPaint m_paint;  ///< empty without a context, and where it cannot draw
};

}  // namespace adv
