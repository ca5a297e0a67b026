// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/input_file.hpp"

#include "engine/api/error.hpp"

namespace adv {

InputFile::InputFile(const std::filesystem::path& path) : m_name(path.filename().string()) {
  std::error_code problem;
  if (!std::filesystem::is_regular_file(path, problem)) {
    throw userFailure(path.string() + " is not there or is no file.", "Check the path.");
  }
  m_size = std::filesystem::file_size(path, problem);
  m_stream.open(path, std::ios::binary);
  if (problem || !m_stream) throw userFailure(path.string() + " cannot be read.", "Check its permissions.");
}

void InputFile::read(void* bytes, std::uint64_t count, const std::string& what) {
  if (count > remaining() || !m_stream.read(static_cast<char*>(bytes), static_cast<std::streamsize>(count))) {
    throw userFailure(m_name + " is cut short: " + what + " needs " + std::to_string(count) + " bytes, and " +
                          std::to_string(remaining()) + " are left.",
                      "Take an undamaged copy.");
  }
  m_position += count;
}

std::string InputFile::readText(std::uint64_t count, const std::string& what) {
  std::string text(count <= remaining() ? count : 0, '\0');
  read(text.data(), count, what);
  return text;
}

void InputFile::seek(std::uint64_t position) {
  m_stream.clear();
  m_stream.seekg(static_cast<std::streamoff>(position));
  m_position = position;
}

}  // namespace adv
