// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "widgets/pages/embed/setup.hpp"

namespace adv {

/// A way to misread a map (Wattenberg, Viégas and Johnson: How to use t-SNE effectively, Distill 2016): the same data
/// with settings that show it, and a sentence.
struct EmbedPreset {
  QString id;
  QString title;
  QString sentence;
  EmbedSetup (*apply)(EmbedSetup setup);
};
const std::vector<EmbedPreset>& embedPresets();

/// The setup that a preset makes of this one; begins anew.
EmbedSetup withPreset(const EmbedSetup& setup, const EmbedPreset& preset);

/// A file of points without any structure: a normal distribution in fifty dimensions. Written at its first use.
/// Throws `Failure` where it cannot be.
std::string noiseTable();
bool isNoiseTable(const std::string& data);

}  // namespace adv
