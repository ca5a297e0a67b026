// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/gl_renderer.hpp"

#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QOpenGLPixelTransferOptions>
#include <QVector4D>
#include <algorithm>

#include "engine/api/error.hpp"
#include "widgets/canvas/colour_maps.hpp"

namespace adv {
namespace {

enum Unit { kCleanUnit, kAdversarialUnit, kColumnsUnit, kRowsUnit, kColourMapsUnit };

std::unique_ptr<QOpenGLTexture> makeTexture(QSize size, QOpenGLTexture::TextureFormat format,
                                            QOpenGLTexture::PixelFormat pixels, QOpenGLTexture::PixelType type,
                                            const void* data) {
  auto texture = std::make_unique<QOpenGLTexture>(QOpenGLTexture::Target2D);
  texture->setFormat(format);
  texture->setSize(size.width(), size.height());
  texture->setAutoMipMapGenerationEnabled(false);
  texture->setMinMagFilters(QOpenGLTexture::Nearest, QOpenGLTexture::Nearest);
  texture->setWrapMode(QOpenGLTexture::ClampToEdge);
  texture->allocateStorage(pixels, type);
  QOpenGLPixelTransferOptions packed;
  packed.setAlignment(1);
  texture->setData(pixels, type, data, &packed);
  return texture;
}

std::unique_ptr<QOpenGLTexture> makePicture(const Image& image) {
  const bool grey = image.channels == 1;
  return makeTexture({image.width, image.height}, grey ? QOpenGLTexture::R8U : QOpenGLTexture::RGB8U,
                     grey ? QOpenGLTexture::Red_Integer : QOpenGLTexture::RGB_Integer, QOpenGLTexture::UInt8,
                     image.pixels.data());
}

std::unique_ptr<QOpenGLTexture> makeColourMaps() {
  std::vector<std::uint8_t> bytes;
  for (const ColourMap* map : {&divergingMap(), &viridisMap()}) {
    for (const QRgb entry : *map) {
      for (const int channel : {qRed(entry), qGreen(entry), qBlue(entry)}) {
        bytes.push_back(static_cast<std::uint8_t>(channel));
      }
    }
  }
  return makeTexture({256, 2}, QOpenGLTexture::RGB8_UNorm, QOpenGLTexture::RGB, QOpenGLTexture::UInt8, bytes.data());
}

void uploadSpans(std::unique_ptr<QOpenGLTexture>& texture, const std::vector<AxisSpan>& spans) {
  static_assert(sizeof(AxisSpan) == 4 * sizeof(float));
  const int length = static_cast<int>(spans.size());
  if (texture && texture->width() == length) {
    texture->setData(QOpenGLTexture::RGBA, QOpenGLTexture::Float32, spans.data());
  } else {
    texture =
        makeTexture({length, 1}, QOpenGLTexture::RGBA32F, QOpenGLTexture::RGBA, QOpenGLTexture::Float32, spans.data());
  }
}

QVector4D asVector(QRgb colour) {
  return QVector4D(qRed(colour), qGreen(colour), qBlue(colour), qAlpha(colour)) / 255.0F;
}

}  // namespace

GlRenderer::GlRenderer() {
  const bool linked =
      m_program.addShaderFromSourceFile(QOpenGLShader::Vertex, QStringLiteral(":/shaders/canvas.vert")) &&
      m_program.addShaderFromSourceFile(QOpenGLShader::Fragment, QStringLiteral(":/shaders/canvas.frag")) &&
      m_program.link();
  if (!linked) {
    throw Failure({ErrorKind::Library,
                   "The graphics driver refused the canvas shader: " + m_program.log().toStdString(),
                   "Set ADVSCOPE_RENDERER=cpu to draw without it."});
  }
  m_vertices.create();
  m_colourMaps = makeColourMaps();
  QOpenGLContext::currentContext()->functions()->glGetIntegerv(GL_MAX_TEXTURE_SIZE, &m_largest);
}

bool GlRenderer::paint(const CanvasScene& scene, QSize devicePixels) {
  const QSize picture = scene.pictureSize();
  const QSize needed = picture.expandedTo(devicePixels);
  if (std::max(needed.width(), needed.height()) > m_largest) return false;

  QOpenGLFunctions* gl = QOpenGLContext::currentContext()->functions();
  gl->glViewport(0, 0, devicePixels.width(), devicePixels.height());
  gl->glDisable(GL_DITHER);
  gl->glDisable(GL_BLEND);
  gl->glDisable(GL_DEPTH_TEST);
  const QVector4D background = asVector(scene.background);
  gl->glClearColor(background.x(), background.y(), background.z(), 1.0F);
  gl->glClear(GL_COLOR_BUFFER_BIT);
  if (picture.isEmpty()) return true;

  // A picture that stands alone, or beside one of another size, is bound twice: the shader always has two.
  const ImagePtr& shown = scene.content.picture(scene.side);
  refresh(m_clean, scene.content.comparable() ? scene.content.clean : shown);
  refresh(m_adversarial, scene.content.comparable() ? scene.content.adversarial : shown);
  refreshSpans(scene, devicePixels);

  m_program.bind();
  setUniforms(scene, devicePixels);
  m_clean.texture->bind(kCleanUnit);
  m_adversarial.texture->bind(kAdversarialUnit);
  m_columns->bind(kColumnsUnit);
  m_rows->bind(kRowsUnit);
  m_colourMaps->bind(kColourMapsUnit);
  {
    const QOpenGLVertexArrayObject::Binder vertices(&m_vertices);
    gl->glDrawArrays(GL_TRIANGLES, 0, 3);
  }
  gl->glActiveTexture(GL_TEXTURE0);
  m_program.release();
  return true;
}

void GlRenderer::refresh(Upload& upload, const ImagePtr& image) {
  if (upload.image == image) return;
  upload.texture = makePicture(*image);
  upload.image = image;
}

void GlRenderer::refreshSpans(const CanvasScene& scene, QSize devicePixels) {
  const QSize picture = scene.pictureSize();
  uploadSpans(m_columns, axisSpans(scene.view.scale, scene.view.origin.x(), picture.width(), devicePixels.width()));
  uploadSpans(m_rows, axisSpans(scene.view.scale, scene.view.origin.y(), picture.height(), devicePixels.height()));
}

void GlRenderer::setUniforms(const CanvasScene& scene, QSize devicePixels) {
  const QVector4D background = asVector(scene.background);
  m_program.setUniformValue("cleanPicture", static_cast<GLint>(kCleanUnit));
  m_program.setUniformValue("adversarialPicture", static_cast<GLint>(kAdversarialUnit));
  m_program.setUniformValue("columns", static_cast<GLint>(kColumnsUnit));
  m_program.setUniformValue("rows", static_cast<GLint>(kRowsUnit));
  m_program.setUniformValue("colourMaps", static_cast<GLint>(kColourMapsUnit));
  m_program.setUniformValue("channels", scene.content.picture(scene.side)->channels);
  m_program.setUniformValue("kind", static_cast<GLint>(scene.mode.kind));
  m_program.setUniformValue("gain64", scene.mode.gain64());
  m_program.setUniformValue("wipeColumn", scene.content.comparable() ? scene.wipeColumn : 0);
  m_program.setUniformValue("showClean", static_cast<GLint>(scene.side == Side::Clean));
  m_program.setUniformValue("gridWidth", scene.gridWidth);
  m_program.setUniformValue("gridColour", asVector(scene.gridColour));
  m_program.setUniformValue("background", background.toVector3D());
  m_program.setUniformValue("viewHeight", devicePixels.height());
}

}  // namespace adv
