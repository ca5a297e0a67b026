// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/weights.hpp"

#include <algorithm>
#include <string_view>

#include "engine/api/error.hpp"
#include "engine/models/formats.hpp"
#include "engine/models/input_file.hpp"

namespace adv {
namespace {

using namespace std::string_view_literals;
constexpr std::string_view kZip = "PK\x03\x04"sv;
/// A pickle of protocol 2 with the number 0x1950a86a20f9469cfc6c.
constexpr std::string_view kLegacy = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."sv;

}  // namespace

NamedTensors readWeights(const std::filesystem::path& path) {
  std::string head;
  {
    InputFile file(path);
    head = file.readText(std::min<std::uint64_t>(file.size(), kLegacy.size()), "the first bytes");
  }
  if (head.starts_with(kZip)) return readTorchZip(path);
  if (head == kLegacy) return readTorchLegacy(path);
  if (head.size() > 8 && head[8] == '{') return readSafetensors(path);
  if (path.extension() == ".safetensors") return readSafetensors(path);
  throw userFailure(path.filename().string() + " is no file of weights that is read here.",
                    "Choose a .safetensors file, or one that torch.save(model.state_dict(), file) wrote.");
}

}  // namespace adv
