// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QOpenGLWidget>
#include <memory>

#include "widgets/canvas/canvas_surface.hpp"

namespace adv {

class GlRenderer;

/// OpenGL 3.3 core, eight bits a channel.
QSurfaceFormat canvasSurfaceFormat();

/// Draws scenes with OpenGL. Falls back to the CPU renderer, scene by scene, where the card cannot do one.
class GlCanvas : public QOpenGLWidget {
  Q_OBJECT
 public:
  explicit GlCanvas(SceneSource source, QWidget* parent = nullptr);
  ~GlCanvas() override;

 protected:
  void initializeGL() override;
  void paintGL() override;

 private:
  void release();

  SceneSource m_source;
  std::unique_ptr<GlRenderer> m_renderer;
};

}  // namespace adv
