// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/save_file.hpp"

#include <QSaveFile>

#include "engine/api/error.hpp"

namespace adv {
namespace {

Failure cannotWrite(const QString& path, const QString& reason) {
  return userFailure("The file " + path.toStdString() + " cannot be written: " + reason.toStdString() + ".",
                     "Choose a folder that you may write to.");
}

}  // namespace

void saveFile(const QString& path, const std::function<bool(QIODevice&)>& write) {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) throw cannotWrite(path, file.errorString());
  if (!write(file)) {
    file.cancelWriting();
    throw cannotWrite(path, file.error() == QFileDevice::NoError ? QStringLiteral("its format could not be made")
                                                                 : file.errorString());
  }
  if (!file.commit()) throw cannotWrite(path, file.errorString());
}

void saveBytes(const QString& path, const QByteArray& bytes) {
  saveFile(path, [&](QIODevice& device) { return device.write(bytes) == bytes.size(); });
}

void saveText(const QString& path, const std::string& text) { saveBytes(path, QByteArray::fromStdString(text)); }

void savePng(const QString& path, const QImage& image) {
  saveFile(path, [&](QIODevice& device) { return image.save(&device, "PNG"); });
}

}  // namespace adv
