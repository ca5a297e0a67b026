// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/gif_writer.hpp"

#include <gif_lib.h>

#include <array>
#include <cstring>
#include <utility>

namespace adv {
namespace {

int writeBytes(GifFileType* gif, const GifByteType* bytes, int count) {
  auto* device = static_cast<QIODevice*>(gif->UserData);
  return static_cast<int>(device->write(reinterpret_cast<const char*>(bytes), count));
}

/// "Repeat for ever", as all programs understand it since Netscape 2.0.
bool putLoop(GifFileType* gif) {
  constexpr char kName[] = "NETSCAPE2.0";
  constexpr std::array<GifByteType, 3> kForEver = {1, 0, 0};
  return EGifPutExtensionLeader(gif, APPLICATION_EXT_FUNC_CODE) == GIF_OK &&
         EGifPutExtensionBlock(gif, static_cast<int>(std::strlen(kName)), kName) == GIF_OK &&
         EGifPutExtensionBlock(gif, static_cast<int>(kForEver.size()), kForEver.data()) == GIF_OK &&
         EGifPutExtensionTrailer(gif) == GIF_OK;
}

bool putHeader(GifFileType* gif, QSize size, const std::vector<QRgb>& colours) {
  constexpr int kEntries = 256, kBits = 8;
  std::array<GifColorType, kEntries> entries{};
  for (std::size_t i = 0; i < colours.size(); ++i) {
    const auto byte = [](int value) { return static_cast<GifByteType>(value); };
    entries[i] = {byte(qRed(colours[i])), byte(qGreen(colours[i])), byte(qBlue(colours[i]))};
  }
  ColorMapObject* map = GifMakeMapObject(kEntries, entries.data());
  if (!map) return false;
  EGifSetGifVersion(gif, true);
  const bool isPut = EGifPutScreenDesc(gif, size.width(), size.height(), kBits, 0, map) == GIF_OK && putLoop(gif);
  GifFreeMapObject(map);
  return isPut;
}

bool putDelay(GifFileType* gif, int centiseconds) {
  const GraphicsControlBlock control{DISPOSE_DO_NOT, false, centiseconds, GifPalette::kUnchanged};
  std::array<GifByteType, 4> bytes{};
  const auto count = EGifGCBToExtension(&control, bytes.data());
  return EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, static_cast<int>(count), bytes.data()) == GIF_OK;
}

}  // namespace

struct GifWriter::File {
  GifFileType* gif = nullptr;
  bool isWell = false;
};

GifWriter::GifWriter(QIODevice& device, QSize size, const std::vector<QImage>& samples)
    : m_file(std::make_unique<File>()), m_palette(samples) {
  int error = 0;
  m_file->gif = EGifOpen(&device, writeBytes, &error);
  m_file->isWell = m_file->gif && putHeader(m_file->gif, size, m_palette.colours());
}

GifWriter::~GifWriter() { finish(); }

bool GifWriter::add(const QImage& frame, int centiseconds) {
  GifFileType* gif = m_file->gif;
  m_file->isWell = m_file->isWell && putDelay(gif, centiseconds) &&
                   EGifPutImageDesc(gif, 0, 0, frame.width(), frame.height(), false, nullptr) == GIF_OK;
  const bool isFirst = m_shown.empty();
  m_shown.resize(static_cast<std::size_t>(frame.width()) * static_cast<std::size_t>(frame.height()));
  std::vector<GifByteType> line(static_cast<std::size_t>(frame.width()));
  auto shown = m_shown.begin();
  for (int y = 0; m_file->isWell && y < frame.height(); ++y) {
    const auto* pixels = reinterpret_cast<const QRgb*>(frame.constScanLine(y));
    for (GifByteType& index : line) {
      index = m_palette.indexOf(*pixels++);
      if (!isFirst && *shown == index) {
        index = GifPalette::kUnchanged;
      } else {
        *shown = index;
      }
      ++shown;
    }
    m_file->isWell = EGifPutLine(gif, line.data(), frame.width()) == GIF_OK;
  }
  return m_file->isWell;
}

bool GifWriter::finish() {
  if (!m_file->gif) return m_file->isWell;
  int error = 0;
  const bool isClosed = EGifCloseFile(std::exchange(m_file->gif, nullptr), &error) == GIF_OK;
  return m_file->isWell = m_file->isWell && isClosed;
}

}  // namespace adv
