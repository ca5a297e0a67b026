// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/cli/headless_engine.hpp"
#include "app/cli/output.hpp"

namespace adv {

/// Throws `Failure` where it is not there and cannot be made.
void makeFolder(const std::string& folder);

/// Writes original.png, adversarial.png, perturbation.png and result.json into `folder`, which exists, reads
/// the adversarial picture back and predicts it again. Adds "files", "perturbation" (mode and gain) and
/// "saved_image_agrees" to `document`. Throws `Failure` where something cannot be written.
void saveRun(const std::string& folder, const AttackFinished& finished, HeadlessEngine& engine, Json& document);

}  // namespace adv
