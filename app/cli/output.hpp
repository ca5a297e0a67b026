// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace adv {

/// Keys keep the order in which they are written.
using Json = nlohmann::ordered_json;

/// Text of a document; file names that are no UTF-8 are mended rather than refused.
std::string documentText(const Json& document, int indent = 2);

/// Standard output and nothing else.
void printJson(const Json& document, int indent = 2);
void printText(const std::string& text);
/// A line for each file that was written.
void printWritten(const std::vector<std::string>& files);

enum class Align { Left, Right };

/// Columns as wide as their widest cell, two blanks between them, each line indented by two. The last column is not
/// padded.
std::string textTable(const std::vector<std::vector<std::string>>& rows, const std::vector<Align>& alignment);

/// Splits at blanks so that no line is longer than `columns`; lines after the first begin with `indent` blanks.
std::string wrapped(const std::string& text, std::size_t columns, std::size_t indent);

}  // namespace adv
