// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/attack_report.hpp"

#include <cmath>

#include "app/cli/json.hpp"
#include "app/cli/prediction_table.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

/// Longer runs print every n-th step only.
constexpr std::size_t kMostStepLines = 24;

std::string verdictOf(const AttackFinished& finished) {
  const ModelInfo& model = finished.clean.model;
  const std::string now = "\"" + model.labelOf(finished.adversarial.topClass()) + "\"";
  const std::string label = "\"" + model.labelOf(finished.clean.label) + "\"";
  const std::string step = finished.firstSuccess >= 0 ? ", first at step " + std::to_string(finished.firstSuccess) : "";
  if (finished.target) {
    const std::string target = "\"" + model.labelOf(*finished.target) + "\"";
    return finished.success ? "Target reached: now " + now + step
                            : "Target " + target + " not reached: now " + now + step;
  }
  if (finished.wrongFromStart)
    return "Wrong from the start: the label is " + label + ", so this says nothing of the attack. Now " + now;
  if (finished.success) return "Fooled: now " + now + ", was " + label + step;
  return "Not fooled: still " + now + step;
}

std::string parameterLine(const AttackFinished& finished, const AttackInfo& attack) {
  std::string line = attack.title;
  for (const auto& [name, value] : finished.request.params) {
    if (const ParamSpec* spec = attack.param(name)) line += " · " + name + " " + formatParam(*spec, value);
  }
  return line + " · seed " + std::to_string(finished.request.seed);
}

std::string stepTable(const std::vector<FramePtr>& frames, int firstSuccess, const ModelInfo& model) {
  std::vector<std::vector<std::string>> rows = {{"STEP", "LOSS", "P(LABEL)", "L∞", "L2", "TOP CLASS"}};
  const std::size_t stride = (frames.size() + kMostStepLines - 1) / kMostStepLines;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const Frame& frame = *frames[i];
    if (i % stride != 0 && i + 1 != frames.size() && frame.step != firstSuccess) continue;
    rows.push_back({std::to_string(frame.step), significant(frame.loss).toStdString(),
                    percentText(frame.prediction.labelProbability).toStdString(),
                    levelsText(frame.distortion.linf).toStdString(), significant(frame.distortion.l2).toStdString(),
                    (frame.success ? "✗ " : "✓ ") + model.labelOf(frame.prediction.topClass())});
  }
  return textTable(rows, {Align::Right, Align::Right, Align::Right, Align::Right, Align::Right, Align::Left});
}

std::string distortionLine(const Distortion& d) {
  const std::string psnr =
      std::isfinite(d.psnr) ? QString::number(d.psnr, 'f', 1).toStdString() + " dB" : "∞ (nothing changed)";
  return "L∞ " + levelsText(d.linf).toStdString() + " · L2 " + significant(d.l2).toStdString() + " · L1 " +
         significant(d.l1).toStdString() + " · L0 " + std::to_string(d.l0) + " pixels · PSNR " + psnr;
}

}  // namespace

std::string attackReport(const AttackFinished& finished, const std::vector<FramePtr>& frames, const AttackInfo& attack,
                         const DeviceReport& device) {
  const ModelInfo& model = finished.clean.model;
  std::string text = nameOf(finished.request.subject.image) + " · " + model.title + " · " + device.name + "\n" +
                     parameterLine(finished, attack) + "\n\n";
  text += "Before (label: " + model.labelOf(finished.clean.label) + ", " + nameOf(finished.clean.labelSource) + ")\n" +
          predictionTable(finished.clean.prediction, model) + "\n";
  text += "After\n" + predictionTable(finished.adversarial, model) + "\n";
  if (!frames.empty()) text += stepTable(frames, finished.firstSuccess, model) + "\n";
  text += verdictOf(finished) + ".\n";
  if (finished.successFloat != finished.success)
    text += "Rounding to 8 bits changed the verdict: the float picture " +
            std::string(finished.successFloat ? "succeeds" : "does not") + ".\n";
  text += distortionLine(finished.distortion) + "\n";
  text += std::to_string(finished.cost.gradients) + " gradients and " + std::to_string(finished.cost.queries) +
          " queries were spent.\n";
  if (!finished.note.empty()) text += finished.note + "\n";
  return text;
}

}  // namespace adv
