// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/save_run.hpp"

#include <QImage>
#include <algorithm>
#include <filesystem>

#include "engine/api/error.hpp"
#include "widgets/canvas/convert.hpp"
#include "widgets/canvas/display_mode.hpp"
#include "widgets/figures/save_file.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;

/// So large that the largest change reaches the ends of the grey scale, in whole numbers.
double fittingGain(double linf) {
  if (linf <= 0.0) return kMinimumGain;
  return std::clamp(std::floor(127.0 / (255.0 * linf)), kMinimumGain, kMaximumGain);
}

/// The same classes with the same probabilities: the written picture is the very picture that was judged.
bool agrees(const Prediction& saved, const Prediction& judged) {
  return std::equal(saved.top.begin(), saved.top.end(), judged.top.begin(), judged.top.end(),
                    [](const ClassScore& a, const ClassScore& b) {
                      return a.index == b.index && std::abs(a.probability - b.probability) < 1e-5;
                    });
}

}  // namespace

void makeFolder(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder)) {
    throw userFailure(
        "The folder " + folder + " cannot be made" + (error ? ": " + error.message() : std::string()) + ".",
        "Choose another with --save.");
  }
}

void saveRun(const std::string& folder, const AttackFinished& finished, HeadlessEngine& engine, Json& document) {
  const fs::path root(folder);
  const auto add = [&](const char* name) {
    const std::string path = (root / name).string();
    document["files"].push_back(path);
    return path;
  };
  const auto writePng = [&](const char* name, const QImage& image) {
    const std::string path = add(name);
    savePng(QString::fromStdString(path), image);
    return path;
  };
  const DisplayMode mode{DisplayMode::Kind::SignedGrey, fittingGain(finished.distortion.linf)};
  writePng("original.png", toQImage(*finished.clean.original));
  const std::string adversarial = writePng("adversarial.png", toQImage(*finished.picture));
  writePng("perturbation.png", displayPicture({finished.clean.original, finished.picture}, mode));
  document["perturbation"] = {{"mode", "signed"}, {"gain", mode.gain}, {"zero", kMiddle}};

  Subject again = finished.request.subject;
  again.image = FileImage{adversarial};
  again.label = finished.clean.label;
  const auto saved = engine.ask<Predicted>(PredictRequest{again, finished.request.top});
  document["saved_image_agrees"] = agrees(saved.prediction, finished.adversarial);

  const QString result = QString::fromStdString(add("result.json"));
  saveText(result, documentText(document) + "\n");
}

}  // namespace adv
