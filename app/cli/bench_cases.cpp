// SPDX-License-Identifier: GPL-3.0-or-later
// The benchmarks that turn the engine's crank themselves. Requests differ from run to run where the engine would
// otherwise answer from a cache.
#include <algorithm>

#include "app/cli/bench_case.hpp"
#include "app/paths.hpp"

namespace adv {
namespace {

constexpr int kRuns = 15;
constexpr double kLevel = 1.0 / 255.0;
constexpr int kPhotographLabel = 243;

Subject photograph() {
  return {"squeezenet1_1", FileImage{(dataFolder() / "images/imagenet_00_243.jpg").string()}, kPhotographLabel};
}

/// The forward pass alone, as the engine times it.
std::vector<double> forwardTimes(HeadlessEngine& engine, const Subject& subject, int classes) {
  std::vector<double> times;
  for (int top = 1; top <= std::min(kRuns, classes); ++top)
    times.push_back(engine.ask<Predicted>(PredictRequest{subject, top}).milliseconds);
  return times;
}

double attackTime(HeadlessEngine& engine, const AttackRequest& request) {
  return millisecondsOf([&] { engine.ask<AttackFinished>(request); });
}

Json benchForward(const std::string& device) {
  HeadlessEngine engine(device);
  return summary(forwardTimes(engine, photograph(), kRuns), "ms");
}

/// What a one-step attack costs more where its direction is not known yet: one forward pass with its input gradient.
Json benchGradient(const std::string& device) {
  HeadlessEngine engine(device);
  std::vector<double> times;
  for (int run = 0; run <= kRuns; ++run) {
    AttackRequest request{photograph(), "fgsm", {{"epsilon", 4 * kLevel}}, {}, 1, 5};
    request.subject.label = run;
    engine.ask<Predicted>(PredictRequest{request.subject, request.top});
    const double unknown = attackTime(engine, request);
    request.params["epsilon"] = 5 * kLevel;
    const double known = attackTime(engine, request);
    if (run > 0) times.push_back(unknown - known);
  }
  return summary(times, "ms");
}

Json benchBimStep(const std::string& device) {
  constexpr int kSteps = 20;
  HeadlessEngine engine(device);
  AttackRequest request{photograph(), "bim", {{"epsilon", 8 * kLevel}, {"step-size", kLevel}, {"steps", kSteps}},
                        {},           0,     5};
  attackTime(engine, request);
  std::vector<double> times;
  for (int run = 0; run < kRuns; ++run) {
    ++request.seed;
    times.push_back(attackTime(engine, request) / kSteps);
  }
  Json result = summary(times, "ms per step");
  result["steps"] = kSteps;
  return result;
}

Json benchEvaluate(const std::string& device) {
  constexpr int kSteps = 40;
  constexpr int kTimes = 3;
  HeadlessEngine engine(device);
  EvaluateRequest request{"advertorch_clean",
                          "mnist-test:0-512",
                          "bim",
                          {{"epsilon", 0.3}, {"step-size", 0.01}, {"steps", 2}},
                          {},
                          1,
                          512,
                          false};
  engine.ask<Evaluated>(request);
  request.params["steps"] = kSteps;
  std::vector<double> rates;
  for (int run = 0; run < kTimes; ++run) {
    const auto result = engine.ask<Evaluated>(request);
    rates.push_back(result.cleanCorrect * kSteps / result.seconds);
  }
  Json result = summary(rates, "image-steps per second");
  result["batch"] = request.batch;
  return result;
}

/// Slider to result with the direction known; the first ε of a subject is not counted.
Json previewsOf(HeadlessEngine& engine, const std::string& model, const std::string& samples) {
  constexpr int kPreviews = 60;
  const Subject subject{model, SampleImage{samples, 0}, 0};
  const int classes = engine.ask<ModelOpened>(OpenModelRequest{model}).info.classCount();
  const Json forward = summary(forwardTimes(engine, subject, classes), "ms");
  AttackRequest request{subject, "fgsm", {{"epsilon", kLevel}}, {}, 1, 5};
  attackTime(engine, request);
  std::vector<double> onLevels;
  std::vector<double> between;
  for (int i = 2; i < 2 + kPreviews; ++i) {
    request.params["epsilon"] = i * kLevel;
    onLevels.push_back(attackTime(engine, request));
    request.params["epsilon"] = (i + 0.5) * kLevel;
    between.push_back(attackTime(engine, request));
  }
  Json result = {
      {"forward", forward}, {"preview", summary(onLevels, "ms")}, {"preview_between_levels", summary(between, "ms")}};
  result["previews_per_second"] = 1000.0 / result["preview"]["median"].get<double>();
  result["previews_between_levels_per_second"] = 1000.0 / result["preview_between_levels"]["median"].get<double>();
  result["over_forward_ms"] = result["preview"]["median"].get<double>() - forward["median"].get<double>();
  return result;
}

Json benchEpsilonPreview(const std::string& device) {
  HeadlessEngine engine(device);
  return {{"signs", previewsOf(engine, "signs", "signs-test")}, {"digits", previewsOf(engine, "digits", "mnist-test")}};
}

/// From nothing to the first prediction: engine, weights, warm-up, picture, forward pass.
Json benchLoad(const std::string& device) {
  std::vector<double> times;
  for (int run = 0; run < 5; ++run) {
    times.push_back(millisecondsOf([&] {
      HeadlessEngine engine(device);
      engine.ask<Predicted>(PredictRequest{photograph(), 5});
    }));
  }
  return summary(times, "ms");
}

}  // namespace

const std::vector<BenchCase>& benchCases() {
  static const std::vector<BenchCase> cases = {
      {"forward", "SqueezeNet 1.1, one 224×224 photograph: forward pass", benchForward},
      {"gradient", "the same: forward pass and input gradient", benchGradient},
      {"bim-step",
       "the same: BIM of 20 steps, ε 8/255, α 1/255, with a prediction at each step; time of the run over its steps",
       benchBimStep},
      {"evaluate-lenet", "LeNet5 on 512 MNIST pictures, BIM of 40 steps × 0.01, ε 0.3", benchEvaluate},
      {"family", "PGD with restarts, DeepFool, C&W and Square on LeNet5, 512 MNIST pictures in one batch", benchFamily},
      {"epsilon-preview", "ε of FGSM is dragged, its direction known: from slider to result, on signs and digits",
       benchEpsilonPreview},
      {"slider-replay", "ε is dragged at 240 Hz while SqueezeNet runs a BIM of 200 steps", benchSliderReplay},
      {"window-stall", "the real window, off screen: ε is dragged at 240 Hz over attacks of 200 steps", benchWindow},
      {"load", "from nothing to the first prediction of SqueezeNet 1.1", benchLoad},
  };
  return cases;
}

}  // namespace adv
