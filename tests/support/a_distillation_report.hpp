// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/distillation_report.hpp"

namespace adv::test {

inline ModelInfo networkAt(std::optional<double> temperature) {
  ModelInfo info;
  info.id = temperature ? "warm" : "plain";
  info.title = info.id;
  info.temperature = temperature;
  info.seed = 1;
  info.weightsSha256 = "abc";
  info.labels = {"0", "1"};
  return info;
}

/// Two networks, not distilled and at T = 100, with numbers that tell the story.
inline DistillationReport someReport() {
  DistillationReport report;
  report.madeBy = "advscope distillation-report";
  TemperatureOutputsReady outputs;
  GradientHistogramsReady gradients;
  TemperatureAttacksReady attacks;
  TemperatureProfileReady profile;
  outputs.pictures = gradients.pictures = attacks.pictures = 100;
  outputs.request.count = gradients.request.count = attacks.request.count = 100;
  outputs.request.data = gradients.request.data = attacks.request.data = "mnist-test:0-100";
  outputs.complete = gradients.complete = attacks.complete = true;
  profile.request.image = SampleImage{"mnist-test", 0};
  profile.line = {0.0, 0.5, 1.0};
  profile.request.points = 3;
  profile.label = 0;
  profile.otherLabel = 1;
  for (const std::optional<double> temperature : {std::optional<double>(), std::optional(100.0)}) {
    const ModelInfo info = networkAt(temperature);
    const double scale = temperature.value_or(1.0);
    outputs.rows.push_back(
        {info, temperature, 1, 100, temperature ? 98 : 99, 70 * scale, 6, 20 * scale, 10 * scale, 9});
    GradientHistogram histogram;
    histogram.model = info;
    histogram.temperature = temperature;
    histogram.count = 100;
    histogram.correct = 99;
    histogram.counts[temperature ? 0 : 9] = 100;
    histogram.zeroFloat32 = temperature ? 62 : 0;
    histogram.medianLog10 = temperature ? -41.0 : -2.0;
    histogram.samples = std::make_shared<const std::vector<AmplitudeSample>>(
        std::vector<AmplitudeSample>{{3, temperature ? -41.0F : -2.0F, temperature.has_value()}, {5, -50.0F, true}});
    gradients.networks.push_back(std::move(histogram));
    TemperatureRow row;
    row.model = info;
    row.temperature = temperature;
    row.count = 100;
    row.correct = 99;
    for (TemperatureAttack attack :
         {TemperatureAttack::JsmaSoftmax, TemperatureAttack::JsmaScaled, TemperatureAttack::CarliniWagnerL2}) {
      const bool fails = attack == TemperatureAttack::JsmaSoftmax && temperature;
      row.cells[static_cast<std::size_t>(attack)] = TemperatureCell{99, fails ? 1 : 98, 0, 1.5, 0.04, 1.0};
    }
    attacks.rows.push_back(std::move(row));
    profile.networks.push_back({info, temperature, {{scale, 0.0, -scale}, {-scale, 0.0, scale}}});
  }
  outputs.request.models = gradients.request.models = attacks.request.models =
      profile.request.models = {"plain", "warm"};
  report.outputs = outputs;
  report.gradients = gradients;
  report.attacks = attacks;
  report.profile = profile;
  return report;
}

}  // namespace adv::test
