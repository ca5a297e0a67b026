// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/image_header.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace adv {
namespace {

using namespace std::string_view_literals;
using Header = std::optional<ImageHeader>;

/// Numbers at places of a file; 0 past its end.
struct Bytes {
  std::string_view file;

  std::uint64_t big(std::size_t at, int count) const {
    std::uint64_t value = 0;
    for (int i = 0; i < count; ++i) value = value << 8 | byte(at + static_cast<std::size_t>(i));
    return value;
  }
  std::uint64_t little(std::size_t at, int count) const {
    std::uint64_t value = 0;
    for (int i = count - 1; i >= 0; --i) value = value << 8 | byte(at + static_cast<std::size_t>(i));
    return value;
  }
  std::uint64_t byte(std::size_t at) const { return at < file.size() ? static_cast<unsigned char>(file[at]) : 0; }
  bool has(std::size_t at, std::string_view text) const {
    return at <= file.size() && file.substr(at).starts_with(text);
  }
};

/// Chunks of length, type, data and checksum up to IEND.
bool pngIsComplete(const Bytes& bytes) {
  for (std::uint64_t at = 8; at + 12 <= bytes.file.size(); at += bytes.big(at, 4) + 12) {
    if (bytes.has(at + 4, "IEND")) return true;
  }
  return false;
}

Header readPng(const Bytes& bytes) {
  if (!bytes.has(12, "IHDR") || bytes.file.size() < 33) return {};
  return ImageHeader{ImageFormat::Png, bytes.big(16, 4), bytes.big(20, 4), pngIsComplete(bytes)};
}

bool isFrameMarker(std::uint64_t marker) {
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/// Segments up to the start of the scan; the end marker FF D9 cannot occur inside compressed data.
Header readJpeg(const Bytes& bytes) {
  ImageHeader header{ImageFormat::Jpeg, 0, 0, false};
  bool sized = false;
  for (std::size_t at = 2; at + 4 <= bytes.file.size();) {
    if (bytes.byte(at) != 0xff) return {};
    const std::uint64_t marker = bytes.byte(at + 1);
    if (marker == 0xff) {
      ++at;
      continue;
    }
    const std::uint64_t length = bytes.big(at + 2, 2);
    if (length < 2) return {};
    if (isFrameMarker(marker)) {
      header.height = bytes.big(at + 5, 2);
      header.width = bytes.big(at + 7, 2);
      sized = at + 9 <= bytes.file.size();
    }
    if (marker == 0xda) {
      header.complete = bytes.file.find("\xff\xd9"sv, at) != std::string_view::npos;
      break;
    }
    at += length + 2;
  }
  return sized ? Header(header) : Header();
}

/// A negative height means rows from top to bottom. Only uncompressed pixels have a size that can be foretold.
Header readBmp(const Bytes& bytes) {
  const std::uint64_t infoSize = bytes.little(14, 4);
  if (bytes.file.size() < 26) return {};
  ImageHeader header{ImageFormat::Bmp, 0, 0, true};
  std::uint64_t bits = 0, compression = 0;
  if (infoSize == 12) {
    header.width = bytes.little(18, 2);
    header.height = bytes.little(20, 2);
    bits = bytes.little(24, 2);
  } else if (infoSize >= 40 && infoSize <= 124 && bytes.file.size() >= 54) {
    const auto signedAt = [&](std::size_t at) { return static_cast<std::int32_t>(bytes.little(at, 4)); };
    if (signedAt(18) < 0) return {};
    header.width = bytes.little(18, 4);
    header.height = static_cast<std::uint64_t>(std::abs(static_cast<std::int64_t>(signedAt(22))));
    bits = bytes.little(28, 2);
    compression = bytes.little(30, 4);
  } else {
    return {};
  }
  const bool isPlain = compression == 0 || compression == 3;
  const std::uint64_t bytesPerLine = (header.width * bits + 31) / 32 * 4;
  const std::uint64_t first = bytes.little(10, 4);
  header.complete = !isPlain || first + bytesPerLine * header.height <= bytes.file.size();
  return header;
}

Header readWebP(const Bytes& bytes) {
  ImageHeader header{ImageFormat::WebP, 0, 0, bytes.little(4, 4) + 8 <= bytes.file.size()};
  if (bytes.file.size() < 30) return {};
  if (bytes.has(12, "VP8X")) {
    header.width = bytes.little(24, 3) + 1;
    header.height = bytes.little(27, 3) + 1;
  } else if (bytes.has(12, "VP8L")) {
    const std::uint64_t packed = bytes.little(21, 4);
    header.width = (packed & 0x3fff) + 1;
    header.height = (packed >> 14 & 0x3fff) + 1;
  } else if (bytes.has(12, "VP8 ")) {
    header.width = bytes.little(26, 2) & 0x3fff;
    header.height = bytes.little(28, 2) & 0x3fff;
  } else {
    return {};
  }
  return header;
}

/// The next number of a PNM header; comments run from '#' to the end of the line.
std::optional<std::uint64_t> pnmNumber(std::string_view file, std::size_t& at) {
  while (at < file.size() && (std::isspace(static_cast<unsigned char>(file[at])) || file[at] == '#')) {
    if (file[at] == '#')
      at = std::min(file.find('\n', at), file.size());
    else
      ++at;
  }
  std::uint64_t value = 0;
  const std::size_t begin = at;
  for (; at < file.size() && std::isdigit(static_cast<unsigned char>(file[at])) && at - begin < 10; ++at) {
    value = value * 10 + static_cast<std::uint64_t>(file[at] - '0');
  }
  return at > begin ? std::optional(value) : std::nullopt;
}

/// P1 to P3 are text, P4 to P6 the same in binary: bits, grey, RGB.
Header readPnm(const Bytes& bytes) {
  const int kind = bytes.file[1] - '0';
  const bool isBits = kind == 1 || kind == 4;
  std::size_t at = 2;
  const auto width = pnmNumber(bytes.file, at), height = pnmNumber(bytes.file, at);
  const auto maximum = isBits ? std::optional<std::uint64_t>(1) : pnmNumber(bytes.file, at);
  if (!width || !height || !maximum || *maximum == 0 || *maximum > 65535) return {};
  const std::uint64_t values = *width * (kind == 3 || kind == 6 ? 3 : 1);
  const std::uint64_t bytesPerLine = kind <= 3 ? values : isBits ? (values + 7) / 8 : values * (*maximum > 255 ? 2 : 1);
  const std::uint64_t present = bytes.file.size() - std::min(at + 1, bytes.file.size());
  const bool complete = *height == 0 || present / *height >= bytesPerLine;
  return ImageHeader{ImageFormat::Pnm, *width, *height, complete};
}

struct Signature {
  std::string_view first;
  std::string_view atEight;  ///< the bytes from the ninth on
  Header (*read)(const Bytes&);
};

const Signature kSignatures[] = {
    {"\x89PNG\r\n\x1a\n"sv, ""sv, readPng},
    {"\xff\xd8\xff"sv, ""sv, readJpeg},
    {"BM"sv, ""sv, readBmp},
    {"RIFF"sv, "WEBP"sv, readWebP},
    {"P1"sv, ""sv, readPnm},
    {"P2"sv, ""sv, readPnm},
    {"P3"sv, ""sv, readPnm},
    {"P4"sv, ""sv, readPnm},
    {"P5"sv, ""sv, readPnm},
    {"P6"sv, ""sv, readPnm},
};

}  // namespace

std::optional<ImageHeader> readImageHeader(std::string_view file) {
  const Bytes bytes{file};
  for (const Signature& signature : kSignatures) {
    if (bytes.has(0, signature.first) && bytes.has(8, signature.atEight)) return signature.read(bytes);
  }
  return {};
}

}  // namespace adv
