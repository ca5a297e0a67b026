// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QOpenGLBuffer>
#include <QOpenGLShaderProgram>
#include <QOpenGLVertexArrayObject>

#include "widgets/maps/map_scene.hpp"

namespace adv {

/// Draws a map in the current OpenGL 3.3 context, as `renderMap` does. Places go to the card when they change, marks
/// and order when they change; a moved view changes uniforms only. Needs its context when it is destroyed, too.
class MapGlRenderer {
 public:
  /// Throws `Failure` where the driver refuses the shader.
  MapGlRenderer();
  void paint(const MapScene& scene, QSize devicePixels);

 private:
  void upload(const MapScene& scene);
  void uploadPlaces(const EmbeddingPlaces& places);
  void uploadMarks(const MapMarks& marks);
  void setUniforms(const MapScene& scene, QSize devicePixels);

  QOpenGLShaderProgram m_program;
  QOpenGLVertexArrayObject m_vertices;
  QOpenGLBuffer m_places{QOpenGLBuffer::VertexBuffer};  ///< all x, then all y
  QOpenGLBuffer m_looks{QOpenGLBuffer::VertexBuffer};
  QOpenGLBuffer m_order{QOpenGLBuffer::IndexBuffer};
  EmbeddingPlacesPtr m_shownPlaces;
  std::shared_ptr<const MapMarks> m_shownMarks;
};

}  // namespace adv
