// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>
#include <functional>

class QIODevice;

namespace adv {

/// Every file is written beside its place first and then renamed: there is never half a file. All throw `Failure` with
/// a sentence that names the file and the reason.

/// `write` says whether it succeeded.
void saveFile(const QString& path, const std::function<bool(QIODevice&)>& write);
void saveBytes(const QString& path, const QByteArray& bytes);
void saveText(const QString& path, const std::string& text);
/// 8-bit PNG without loss.
void savePng(const QString& path, const QImage& image);

}  // namespace adv
