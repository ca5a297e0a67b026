// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace adv {

/// A file of known size that is read from front to back; no read goes past its end. Every problem is a `Failure`.
class InputFile {
 public:
  explicit InputFile(const std::filesystem::path& path);

  const std::string& name() const { return m_name; }
  std::uint64_t size() const { return m_size; }
  std::uint64_t position() const { return m_position; }
  std::uint64_t remaining() const { return m_size - m_position; }

  /// Fills `bytes`; `what` names what is read in the message for a file that is too short.
  void read(void* bytes, std::uint64_t count, const std::string& what);
  /// Checks that `count` bytes are there before it takes memory for them.
  std::string readText(std::uint64_t count, const std::string& what);
  void seek(std::uint64_t position);

 private:
  std::string m_name;
  std::ifstream m_stream;
  std::uint64_t m_size = 0;
  std::uint64_t m_position = 0;
};

}  // namespace adv
