// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_gl_renderer.hpp"

#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QVector2D>
#include <array>
#include <cmath>

#include "engine/api/error.hpp"

namespace adv {
namespace {

enum Attribute { kPlaceX, kPlaceY, kFill, kRim };

// Not among the functions that OpenGL ES shares.
constexpr GLenum kProgramPointSize = 0x8642;

/// How the shader reads the look of a point: fill with its opacity, rim with the number of the shape.
using Look = std::array<std::uint8_t, 8>;

Look lookOf(const MapMark& mark) {
  const auto byte = [](int value) { return static_cast<std::uint8_t>(value); };
  return {
      byte(qRed(mark.fill)), byte(qGreen(mark.fill)), byte(qBlue(mark.fill)), mark.opacity,
      byte(qRed(mark.rim)),  byte(qGreen(mark.rim)),  byte(qBlue(mark.rim)),  static_cast<std::uint8_t>(mark.shape)};
}

template <class T>
void fillBuffer(QOpenGLBuffer& buffer, const std::vector<T>& values) {
  buffer.bind();
  buffer.allocate(values.data(), static_cast<int>(values.size() * sizeof(T)));
}

}  // namespace

MapGlRenderer::MapGlRenderer() {
  const bool linked =
      m_program.addShaderFromSourceFile(QOpenGLShader::Vertex, QStringLiteral(":/shaders/map.vert")) &&
      m_program.addShaderFromSourceFile(QOpenGLShader::Fragment, QStringLiteral(":/shaders/map.frag")) &&
      m_program.link();
  if (!linked) {
    throw Failure({ErrorKind::Library, "The graphics driver refused the map's shader: " + m_program.log().toStdString(),
                   "Set ADVSCOPE_RENDERER=cpu to draw without it."});
  }
  m_vertices.create();
  m_places.create();
  m_places.setUsagePattern(QOpenGLBuffer::StreamDraw);
  m_looks.create();
  m_order.create();
}

void MapGlRenderer::paint(const MapScene& scene, QSize devicePixels) {
  QOpenGLFunctions* gl = QOpenGLContext::currentContext()->functions();
  gl->glViewport(0, 0, devicePixels.width(), devicePixels.height());
  gl->glDisable(GL_DITHER);
  gl->glDisable(GL_DEPTH_TEST);
  gl->glDisable(GL_SCISSOR_TEST);
  const QColor ground(scene.background);
  gl->glClearColor(ground.redF(), ground.greenF(), ground.blueF(), 1.0F);
  gl->glClear(GL_COLOR_BUFFER_BIT);
  if (scene.isEmpty() || scene.marks->order.empty()) return;

  const QOpenGLVertexArrayObject::Binder vertices(&m_vertices);
  m_program.bind();
  upload(scene);
  setUniforms(scene, devicePixels);
  const int margin = static_cast<int>(std::ceil(markReach(scene)));
  gl->glViewport(-margin, -margin, devicePixels.width() + 2 * margin, devicePixels.height() + 2 * margin);
  gl->glEnable(kProgramPointSize);
  gl->glEnable(GL_BLEND);
  gl->glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  gl->glDrawElements(GL_POINTS, static_cast<GLsizei>(scene.marks->order.size()), GL_UNSIGNED_INT, nullptr);
  gl->glDisable(GL_BLEND);
  gl->glViewport(0, 0, devicePixels.width(), devicePixels.height());
  m_program.release();
}

void MapGlRenderer::upload(const MapScene& scene) {
  if (m_shownPlaces != scene.places) uploadPlaces(*scene.places);
  if (m_shownMarks != scene.marks) uploadMarks(*scene.marks);
  m_shownPlaces = scene.places;
  m_shownMarks = scene.marks;
}

void MapGlRenderer::uploadPlaces(const EmbeddingPlaces& places) {
  const int bytes = static_cast<int>(places.x.size() * sizeof(float));
  m_places.bind();
  m_places.allocate(2 * bytes);
  m_places.write(0, places.x.data(), bytes);
  m_places.write(bytes, places.y.data(), bytes);
  m_program.enableAttributeArray(kPlaceX);
  m_program.enableAttributeArray(kPlaceY);
  m_program.setAttributeBuffer(kPlaceX, GL_FLOAT, 0, 1);
  m_program.setAttributeBuffer(kPlaceY, GL_FLOAT, bytes, 1);
}

void MapGlRenderer::uploadMarks(const MapMarks& marks) {
  std::vector<Look> kinds, looks;
  for (const MapMark& mark : marks.marks) kinds.push_back(lookOf(mark));
  looks.reserve(marks.markOf.size());
  for (const std::uint16_t mark : marks.markOf) looks.push_back(kinds[mark]);
  fillBuffer(m_looks, looks);
  m_program.enableAttributeArray(kFill);
  m_program.enableAttributeArray(kRim);
  m_program.setAttributeBuffer(kFill, GL_UNSIGNED_BYTE, 0, 4, sizeof(Look));
  m_program.setAttributeBuffer(kRim, GL_UNSIGNED_BYTE, 4, 4, sizeof(Look));
  fillBuffer(m_order, marks.order);
}

void MapGlRenderer::setUniforms(const MapScene& scene, QSize devicePixels) {
  m_program.setUniformValue("centre", QVector2D(QPointF(scene.centre)));
  m_program.setUniformValue("scale", static_cast<GLfloat>(scene.scale));
  m_program.setUniformValue(
      "viewSize", QVector2D(static_cast<float>(devicePixels.width()), static_cast<float>(devicePixels.height())));
  m_program.setUniformValue("margin", std::ceil(markReach(scene)));
  m_program.setUniformValue("subpixels", static_cast<GLfloat>(kMapSubpixels));
  m_program.setUniformValue("radius", scene.radius);
  m_program.setUniformValue("rimWidth", scene.rim);
}

}  // namespace adv
