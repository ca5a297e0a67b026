// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QString>
#include <array>
#include <string>
#include <vector>

#include "engine/api/image.hpp"
#include "engine/api/results.hpp"
#include "widgets/figures/panel_style.hpp"

namespace adv {

/// One of the two trainings.
struct PipelineTraining {
  QString network;                ///< what it is: "small, 9 layers"
  std::vector<EpochDone> epochs;  ///< empty where they were not watched
  double accuracy = -1.0;         ///< in [0, 1] on test pictures; negative where not known
  QString state;                  ///< where nothing was watched: why, and what to do
  double done = -1.0;             ///< in [0, 1] while it runs; negative otherwise
};

/// What the five boxes of Papernot's figure hold.
struct PipelineState {
  double temperature = 20.0;
  ImagePtr picture;
  int label = -1;                      ///< of the picture; negative where none is known
  std::vector<std::string> labels;     ///< of the classes
  std::vector<double> teacherLogits;   ///< z that the soft label is made of; empty where not known
  QString teacherName;                 ///< whose they are: F, or a network that stands for it
  std::vector<double> deployedLogits;  ///< of the distilled network; empty where there is none
  QString whyNotDeployed;              ///< and then the reason
  PipelineTraining teacher;
  PipelineTraining student;
};

inline constexpr int kPipelineBoxes = 5;

/// The classes worth a row, in the order of the classes: the label and the largest of both networks, at most `most`.
std::vector<int> shownClasses(const PipelineState& state, int most);
/// The label is blue, the classes that it resembles most have colours of their own, all others are grey.
QColor colourOfClass(const PipelineState& state, int index, const Theme& look);
/// The classes that the label resembles most, most first: at most three.
std::vector<int> resembling(const PipelineState& state);
QString classNameOf(const PipelineState& state, int index);

/// Where the boxes stand, from left to right.
std::array<QRectF, kPipelineBoxes> pipelineBoxes(const QRectF& place, double text);
/// What is in a box, in words: for tooltips and assistive technology.
QString pipelineBoxText(const PipelineState& state, int box);

void paintPipeline(QPainter& painter, const QRectF& place, const PipelineState& state, const PanelStyle& style);

}  // namespace adv
