// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

#include "engine/api/image.hpp"

namespace adv {

/// Writes an 8-bit PNG that reads back to the same bytes, whole or not at all. Returns what went wrong in words; empty
/// where all is well.
QString savePicture(const QString& path, const Image& picture);
QString saveImage(const QString& path, const QImage& image);

}  // namespace adv
