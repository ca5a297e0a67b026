// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/gzip_file.hpp"

#include <algorithm>

#include "engine/api/error.hpp"

namespace adv {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

[[noreturn]] void refuse(const std::string& name, const std::string& problem) {
  throw userFailure(name + problem, "Take an undamaged copy.");
}

}  // namespace

GzipFile::GzipFile(const std::filesystem::path& path)
    : m_name(path.filename().string()), m_file(gzopen(path.c_str(), "rb")) {
  if (!m_file) throw userFailure(path.string() + " cannot be read.", "Check the path and its permissions.");
}

std::vector<std::uint8_t> GzipFile::read(std::size_t count) {
  std::vector<std::uint8_t> bytes;
  while (bytes.size() < count) {
    const std::size_t before = bytes.size(), piece = std::min(kPiece, count - before);
    bytes.resize(before + piece);
    const int got = gzread(m_file.get(), bytes.data() + before, static_cast<unsigned>(piece));
    if (got < 0) refuse(m_name, " is damaged: it does not inflate.");
    if (static_cast<std::size_t>(got) < piece) {
      refuse(m_name,
             " is cut short: it holds fewer bytes than the " + std::to_string(count) + " that its header promises.");
    }
  }
  return bytes;
}

std::uint32_t GzipFile::readBigEndian() {
  const auto b = read(4);
  return std::uint32_t{b[0]} << 24 | std::uint32_t{b[1]} << 16 | std::uint32_t{b[2]} << 8 | b[3];
}

void GzipFile::requireEnd() {
  char extra = 0;
  const int got = gzread(m_file.get(), &extra, 1);
  if (got > 0) refuse(m_name, " holds more bytes than its header says.");
  if (got < 0) refuse(m_name, " is damaged: its checksum does not fit.");
}

}  // namespace adv
