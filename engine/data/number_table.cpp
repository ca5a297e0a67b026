// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/number_table.hpp"

#include <ATen/ATen.h>

#include <charconv>
#include <cstring>
#include <fstream>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/error.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostBytes = std::uintmax_t{2} << 30;
constexpr std::string_view kBetween = ",; \t\r";
constexpr std::size_t kMagicBytes = 8;  ///< "\x93NUMPY" and the version

[[noreturn]] void fail(const fs::path& file, const std::string& what) {
  throw userFailure(file.filename().string() + " " + what + ".",
                    "Give a .csv of numbers, or a .npy with two axes of float32, float64 or uint8.");
}

std::string bytesOf(const fs::path& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  if (error) fail(file, "cannot be read");
  if (size > kMostBytes) fail(file, "is larger than 2 GiB");
  std::string bytes(size, '\0');
  std::ifstream stream(file, std::ios::binary);
  if (!stream.read(bytes.data(), static_cast<std::streamsize>(size))) fail(file, "cannot be read");
  return bytes;
}

/// The numbers of a line; empty where something in it is none.
std::vector<float> numbersOf(std::string_view line, bool& isNumeric) {
  std::vector<float> numbers;
  isNumeric = true;
  while (true) {
    const std::size_t begin = line.find_first_not_of(kBetween);
    if (begin == std::string_view::npos) return numbers;
    line.remove_prefix(begin);
    float value = 0.0F;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), value);
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    isNumeric = error == std::errc() && (line.empty() || kBetween.find(line.front()) != std::string_view::npos);
    if (!isNumeric) return {};
    numbers.push_back(value);
  }
}

at::Tensor readCsv(const fs::path& file) {
  const std::string bytes = bytesOf(file);
  std::vector<float> values;
  std::size_t columns = 0;
  std::size_t lineNumber = 0;
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const std::size_t length = std::min(rest.find('\n'), rest.size());
    bool isNumeric = true;
    const std::vector<float> row = numbersOf(rest.substr(0, length), isNumeric);
    rest.remove_prefix(std::min(length + 1, rest.size()));
    ++lineNumber;
    if (!isNumeric && lineNumber == 1) continue;
    if (!isNumeric) fail(file, "has something else than numbers in line " + std::to_string(lineNumber));
    if (row.empty()) continue;
    if (columns == 0) columns = row.size();
    if (row.size() != columns)
      fail(file, "has " + std::to_string(row.size()) + " numbers in line " + std::to_string(lineNumber) + ", and " +
                     std::to_string(columns) + " in those before");
    values.insert(values.end(), row.begin(), row.end());
  }
  if (values.empty()) fail(file, "holds no numbers");
  const auto rows = static_cast<std::int64_t>(values.size() / columns);
  return at::tensor(values).reshape({rows, static_cast<std::int64_t>(columns)});
}

struct NpyHeader {
  at::ScalarType type = at::kFloat;
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  std::size_t begin = 0;  ///< of the numbers
};

/// The header is a literal of the Python language; the three entries that matter are looked for, nothing is evaluated.
NpyHeader npyHeader(const fs::path& file, const std::string& bytes) {
  if (bytes.size() < kMagicBytes + 4 || bytes.compare(0, 6, "\x93NUMPY") != 0) fail(file, "is no .npy file");
  const bool isFirstVersion = bytes[6] == 1;
  std::uint32_t length = 0;
  std::memcpy(&length, bytes.data() + kMagicBytes, isFirstVersion ? 2 : 4);
  NpyHeader header;
  header.begin = kMagicBytes + (isFirstVersion ? 2 : 4) + length;
  if (header.begin > bytes.size()) fail(file, "is cut off");
  const std::string text = bytes.substr(kMagicBytes, header.begin - kMagicBytes);
  std::smatch found;
  if (!std::regex_search(text, found, std::regex(R"('shape': *\( *(\d{1,9}) *, *(\d{1,9}) *\))")))
    fail(file, "has not two axes");
  header.rows = std::stoll(found[1]);
  header.columns = std::stoll(found[2]);
  if (text.find("'fortran_order': False") == std::string::npos) fail(file, "is not in the order of C");
  if (text.find("'<f4'") != std::string::npos) return header;
  header.type = text.find("'<f8'") != std::string::npos ? at::kDouble : at::kByte;
  if (header.type == at::kByte && text.find("'|u1'") == std::string::npos) fail(file, "holds another type of numbers");
  return header;
}

at::Tensor readNpy(const fs::path& file) {
  std::string bytes = bytesOf(file);
  const NpyHeader header = npyHeader(file, bytes);
  const auto each = static_cast<std::int64_t>(at::elementSize(header.type));
  const auto there = static_cast<std::int64_t>(bytes.size() - header.begin);
  if (header.rows < 1 || header.columns < 1) fail(file, "holds no numbers");
  if (header.rows > there / each / header.columns) fail(file, "is cut off");
  at::Tensor values = at::empty({header.rows, header.columns}, header.type);
  std::memcpy(values.data_ptr(), bytes.data() + header.begin, static_cast<std::size_t>(values.numel() * each));
  return values.to(at::kFloat);
}

}  // namespace

bool isNumberTable(const fs::path& file) { return file.extension() == ".csv" || file.extension() == ".npy"; }

at::Tensor readNumberTable(const fs::path& file) { return file.extension() == ".npy" ? readNpy(file) : readCsv(file); }

}  // namespace adv
