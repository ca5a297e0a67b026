// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.hpp"

#include <algorithm>
#include <iostream>
#include <sstream>

namespace adv {
namespace {

/// Characters, not bytes: every byte of UTF-8 that does not continue one.
std::size_t widthOf(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string documentText(const Json& document, int indent) {
  return document.dump(indent, ' ', false, Json::error_handler_t::replace);
}

void printJson(const Json& document, int indent) { std::cout << documentText(document, indent) << std::endl; }

void printText(const std::string& text) { std::cout << text << std::flush; }

void printWritten(const std::vector<std::string>& files) {
  for (const std::string& file : files) printText("  wrote " + file + "\n");
}

std::string textTable(const std::vector<std::vector<std::string>>& rows, const std::vector<Align>& alignment) {
  std::vector<std::size_t> widths(alignment.size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], widthOf(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - widthOf(row[i]), ' ');
      line += "  " + (alignment[i] == Align::Right ? padding + row[i] : row[i] + padding);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string wrapped(const std::string& text, std::size_t columns, std::size_t indent) {
  std::istringstream words(text);
  std::string result;
  std::size_t column = indent;
  for (std::string word; words >> word;) {
    const std::size_t width = widthOf(word);
    if (!result.empty() && column + 1 + width > columns) {
      result += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!result.empty()) {
      result += ' ';
      ++column;
    }
    result += word;
    column += width;
  }
  return result;
}

}  // namespace adv
