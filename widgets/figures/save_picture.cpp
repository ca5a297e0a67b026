// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/save_picture.hpp"

#include <QObject>
#include <QSaveFile>

#include "widgets/canvas/convert.hpp"

namespace adv {

QString savePicture(const QString& path, const Image& picture) { return saveImage(path, toQImage(picture)); }

QString saveImage(const QString& path, const QImage& image) {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly) || !image.save(&file, "PNG") || !file.commit()) {
    return QObject::tr("%1 cannot be written (%2). Choose another folder.").arg(path, file.errorString());
  }
  return {};
}

}  // namespace adv
