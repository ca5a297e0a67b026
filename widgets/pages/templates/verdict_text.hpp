// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/templates.hpp"
#include "widgets/controls/verdict_card.hpp"

namespace adv {

/// What the mixing came to, in a sentence.
Verdict mixVerdict(const TemplateMixed& mixed, const linear::Weights& weights);

/// That FGSM is exact here, computed both ways: one sentence.
QString fgsmText(const TemplatesReady& ready);
/// What is compared there.
QString fgsmHelp(const TemplatesReady& ready);

}  // namespace adv
