// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/export_figure.hpp"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QObject>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <cmath>

namespace adv {
namespace {

constexpr double kPointsPerInch = 72.0;
constexpr double kMargin = 8.0;  ///< points around the figure

QSizeF sizeOf(const Figure& figure, const FigureStyle& style) {
  return {style.width + 2 * kMargin, figure.height(style) + 2 * kMargin};
}

void paintOn(QPainter& painter, const Figure& figure, const FigureStyle& style, double scale) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(scale, scale);
  if (!style.transparent) painter.fillRect(QRectF(QPointF(), sizeOf(figure, style)), Qt::white);
  painter.translate(kMargin, kMargin);
  figure.paint(painter, style);
}

QByteArray asPng(const Figure& figure, const FigureStyle& style, double dpi) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QImage image = renderFigure(figure, style, dpi);
  image.setText(QStringLiteral("Description"), figure.caption());
  image.save(&buffer, "PNG");
  return buffer.data();
}

QByteArray asPdf(const Figure& figure, const FigureStyle& style) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  constexpr int kResolution = 1200;
  writer.setResolution(kResolution);
  writer.setTitle(figure.caption());
  writer.setCreator(QStringLiteral("AdvScope"));
  writer.setPageMargins(QMarginsF());
  writer.setPageSize(QPageSize(sizeOf(figure, style), QPageSize::Point, {}, QPageSize::ExactMatch));
  QPainter painter(&writer);
  paintOn(painter, figure, style, kResolution / kPointsPerInch);
  painter.end();
  return buffer.data();
}

QByteArray asSvg(const Figure& figure, const FigureStyle& style) {
  QBuffer buffer;
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setResolution(static_cast<int>(kPointsPerInch));
  generator.setSize(sizeOf(figure, style).toSize());
  generator.setViewBox(QRectF(QPointF(), sizeOf(figure, style)));
  generator.setTitle(figure.fileStem());
  generator.setDescription(figure.caption());
  QPainter painter(&generator);
  paintOn(painter, figure, style, 1.0);
  painter.end();
  return buffer.data();
}

QString writeWhole(const QString& path, const QByteArray& bytes, QStringList* written) {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
    return QObject::tr("%1 cannot be written (%2). Choose another folder.").arg(path, file.errorString());
  }
  if (written) written->append(path);
  return {};
}

}  // namespace

QImage renderFigure(const Figure& figure, const FigureStyle& style, double dpi) {
  const double scale = dpi / kPointsPerInch;
  QImage image((sizeOf(figure, style) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  paintOn(painter, figure, style, scale);
  painter.end();
  image.setDotsPerMeterX(static_cast<int>(std::lround(dpi / 0.0254)));
  image.setDotsPerMeterY(static_cast<int>(std::lround(dpi / 0.0254)));
  return image;
}

QString exportFigure(const Figure& figure, const FigureStyle& style, const QString& path, double dpi,
                     QStringList* written) {
  const QFileInfo file(path);
  const QString ending = file.suffix().toLower();
  QByteArray bytes;
  if (ending == QStringLiteral("png")) {
    bytes = asPng(figure, style, dpi);
  } else if (ending == QStringLiteral("pdf")) {
    bytes = asPdf(figure, style);
  } else if (ending == QStringLiteral("svg")) {
    bytes = asSvg(figure, style);
  } else {
    return QObject::tr("Figures are written as .png, .pdf or .svg, not as .%1.").arg(ending);
  }
  const QString stem = file.path() + QLatin1Char('/') + file.completeBaseName();
  if (const QString problem = writeWhole(path, bytes, written); !problem.isEmpty()) return problem;
  if (const QString problem =
          writeWhole(stem + QStringLiteral(".csv"), QByteArray::fromStdString(figure.csv()), written);
      !problem.isEmpty())
    return problem;
  return writeWhole(stem + QStringLiteral(".json"), QByteArray::fromStdString(figure.repeatJson()), written);
}

}  // namespace adv
