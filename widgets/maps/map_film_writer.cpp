// SPDX-License-Identifier: GPL-3.0-or-later
// Films as files: whole, or not at all.
#include <QDir>
#include <QFileInfo>
#include <QObject>
#include <QSaveFile>
#include <QTemporaryDir>

#include "engine/api/error.hpp"
#include "widgets/figures/save_file.hpp"
#include "widgets/maps/gif_writer.hpp"
#include "widgets/maps/map_film.hpp"

namespace adv {
namespace {

QString cannotWrite(const QString& path, const QString& reason) {
  return QObject::tr("%1 cannot be written (%2). Choose another folder.").arg(path, reason);
}

std::vector<QImage> samplesOf(const MapFilmPainter& film) {
  std::vector<QImage> samples;
  for (const int index : {0, film.count() / 2, film.count() - 1}) samples.push_back(film.frame(index));
  return samples;
}

FilmOutcome writeGif(const QString& path, const MapFilmPainter& film, const std::function<bool(int, int)>& goOn) {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return {cannotWrite(path, file.errorString()), {}};
  const std::vector<QImage> samples = samplesOf(film);
  GifWriter writer(file, samples.front().size(), samples);
  for (int i = 0; i < film.count(); ++i) {
    if (!goOn(i, film.count())) return {};
    if (!writer.add(film.frame(i), film.centiseconds(i))) return {cannotWrite(path, file.errorString()), {}};
  }
  if (!writer.finish() || !file.commit()) return {cannotWrite(path, file.errorString()), {}};
  goOn(film.count(), film.count());
  return {{}, {path}};
}

/// In a folder beside its place, which is renamed at the end.
FilmOutcome writeFrames(const QString& path, const MapFilmPainter& film, const std::function<bool(int, int)>& goOn) {
  if (QFileInfo::exists(path)) return {QObject::tr("%1 is there already. Choose another name.").arg(path), {}};
  QTemporaryDir folder(path + QStringLiteral("-XXXXXX"));
  if (!folder.isValid()) return {cannotWrite(path, folder.errorString()), {}};
  constexpr int kDigits = 4;
  for (int i = 0; i < film.count(); ++i) {
    if (!goOn(i, film.count())) return {};
    try {
      savePng(folder.filePath(QStringLiteral("frame-%1.png").arg(i + 1, kDigits, 10, QLatin1Char('0'))), film.frame(i));
    } catch (const Failure& failure) {
      return {QString::fromUtf8(failure.what()), {}};
    }
  }
  if (!QDir().rename(folder.path(), path)) return {cannotWrite(path, QObject::tr("it cannot be renamed")), {}};
  folder.setAutoRemove(false);
  goOn(film.count(), film.count());
  return {{}, {path}};
}

}  // namespace

FilmOutcome writeFilm(const QString& path, const MapFilmPainter& film, const std::function<bool(int, int)>& goOn) {
  const QString ending = QFileInfo(path).suffix().toLower();
  if (ending.isEmpty()) return writeFrames(path, film, goOn);
  if (ending == QStringLiteral("gif")) return writeGif(path, film, goOn);
  return {QObject::tr("Recordings are written as .gif, or as a folder of pictures; not as .%1.").arg(ending), {}};
}

}  // namespace adv
