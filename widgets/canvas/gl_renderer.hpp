// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QOpenGLShaderProgram>
#include <QOpenGLTexture>
#include <QOpenGLVertexArrayObject>
#include <memory>

#include "widgets/canvas/canvas_scene.hpp"

namespace adv {

/// Draws a scene with a fragment shader (OpenGL 3.3), within one level of `renderCanvas`. Pictures are uploaded when
/// they change; gain, mode, wipe, grid and view are uniforms. Made, used and destroyed with the same context current.
class GlRenderer {
 public:
  /// Throws `Failure` where the shaders do not compile.
  GlRenderer();

  /// Into the framebuffer that is bound. False where the picture or view is larger than this card's textures: nothing
  /// was drawn then, and the CPU must do it.
  bool paint(const CanvasScene& scene, QSize devicePixels);

 private:
  using TexturePtr = std::unique_ptr<QOpenGLTexture>;
  /// A picture as it was last uploaded. Holding it keeps its address from being used again.
  struct Upload {
    ImagePtr image;
    TexturePtr texture;
  };

  static void refresh(Upload& upload, const ImagePtr& image);
  void refreshSpans(const CanvasScene& scene, QSize devicePixels);
  void setUniforms(const CanvasScene& scene, QSize devicePixels);

  QOpenGLShaderProgram m_program;
  QOpenGLVertexArrayObject m_vertices;
  Upload m_clean;
  Upload m_adversarial;
  TexturePtr m_columns;
  TexturePtr m_rows;
  TexturePtr m_colourMaps;
  int m_largest = 0;
};

}  // namespace adv
