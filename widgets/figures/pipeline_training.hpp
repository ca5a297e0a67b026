// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/figures/pipeline_panel.hpp"

namespace adv {

/// "99.2 % right after 8 of 10 epochs, loss 0.031".
QString trainingText(const PipelineTraining& training);

/// A network that is trained: its layers and its accuracy in `top`, loss and accuracy after each epoch in `below`, and
/// a line along the upper edge of `frame` while it learns.
void paintTraining(QPainter& painter, const QRectF& frame, const QRectF& top, const QRectF& below,
                   const PipelineTraining& training, const PanelStyle& style);

}  // namespace adv
