// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/save_picture.hpp"

#include <QImage>
#include <QObject>
#include <QSaveFile>

#include "widgets/canvas/convert.hpp"

namespace adv {

QString savePicture(const QString& path, const Image& picture) {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly) || !toQImage(picture).save(&file, "PNG") || !file.commit()) {
    return QObject::tr("%1 cannot be written (%2). Choose another folder.").arg(path, file.errorString());
  }
  return {};
}

}  // namespace adv
