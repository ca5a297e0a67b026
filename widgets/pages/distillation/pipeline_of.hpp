// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/figures/pipeline_panel.hpp"
#include "widgets/pages/distillation/session.hpp"

namespace adv {

/// What the five boxes hold, from what the session knows.
PipelineState pipelineOf(const DistillationSession& session);

}  // namespace adv
