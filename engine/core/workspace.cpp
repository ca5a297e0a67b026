// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/workspace.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "engine/analysis/predictions.hpp"
#include "engine/api/error.hpp"
#include "engine/data/class_in_file_name.hpp"
#include "engine/data/resize.hpp"
#include "engine/models/loading.hpp"
#include "engine/models/sha256.hpp"
#include "engine/tensor/convert.hpp"
#include "engine/tensor/device.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;

/// Changes when the file does, so that an edited file is read again.
std::string fileStamp(const fs::path& path) {
  std::error_code ignored;
  const auto time = fs::last_write_time(path, ignored).time_since_epoch().count();
  return path.string() + "@" + std::to_string(time);
}

std::string sourceKey(const ImageSource& source) {
  if (const auto* file = std::get_if<FileImage>(&source)) return "file:" + fileStamp(file->path);
  if (const auto* sample = std::get_if<SampleImage>(&source))
    return "sample:" + sample->data + "#" + std::to_string(sample->index);
  const auto address = reinterpret_cast<std::uintptr_t>(std::get<MemoryImage>(source).image.get());
  return "memory:" + std::to_string(address);
}

}  // namespace

Workspace::Workspace(c10::Device device, std::string deviceName, std::vector<fs::path> modelFolders,
                     fs::path dataFolder, fs::path stateFolder)
    : m_device(device),
      m_deviceName(std::move(deviceName)),
      m_modelFolders(std::move(modelFolders)),
      m_dataFolder(std::move(dataFolder)),
      m_stateFolder(std::move(stateFolder)) {}

fs::path Workspace::cardOf(const std::string& model) const {
  if (model.empty()) throw userFailure("No network was named.", "Choose one with --model, or open a model card.");
  for (const fs::path& folder : m_modelFolders) {
    if (const fs::path card = folder / model / "model.json"; fs::exists(card)) return card;
  }
  for (const fs::path& folder : m_modelFolders) {
    for (const fs::path& card : findCards(folder)) {
      if (card.parent_path().filename() == model) return card;
    }
  }
  const fs::path path(model);
  if (fs::is_directory(path) && fs::exists(path / "model.json")) return path / "model.json";
  if (fs::is_regular_file(path)) return path;
  throw userFailure("There is no network \"" + model + "\".",
                    "`advscope models` lists the ids; the path of a model.json works too.");
}

ClassifierPtr Workspace::classifier(const std::string& model) {
  const fs::path card = cardOf(model);
  const std::string key = fileStamp(card);
  if (const ClassifierPtr* known = m_classifiers.find(key)) return *known;
  ClassifierPtr loaded = loadClassifier(card, m_dataFolder, m_device);
  const ModelInfo& info = loaded->info();
  const at::Tensor blank = at::zeros({1, info.channels, info.height, info.width}, at::TensorOptions(m_device));
  crossEntropyGradient(*loaded, blank, at::zeros({1}, at::TensorOptions(m_device).dtype(at::kLong)));
  synchronise(m_device);
  return m_classifiers.insert(key, std::move(loaded));
}

std::shared_ptr<const Dataset> Workspace::dataset(const std::string& name) {
  if (const auto* known = m_datasets.find(name)) return *known;
  return m_datasets.insert(name, openDataset(name, m_dataFolder));
}

ImagePtr Workspace::read(const ImageSource& source) {
  if (const auto* file = std::get_if<FileImage>(&source))
    return std::make_shared<const Image>(readImageFile(file->path));
  if (const auto* sample = std::get_if<SampleImage>(&source)) {
    const auto data = dataset(sample->data);
    if (sample->index < 0 || sample->index >= data->count()) {
      throw userFailure(sample->data + " has no picture " + std::to_string(sample->index) + ".",
                        "It has " + std::to_string(data->count()) + ", counted from 0.");
    }
    return std::make_shared<const Image>(data->image(sample->index));
  }
  const ImagePtr& image = std::get<MemoryImage>(source).image;
  if (!image || image->empty()) throw userFailure("The picture is empty.", "Drop, open or draw one.");
  return image;
}

KnownPicture Workspace::picture(const ImageSource& source, int longestSide) {
  const std::string key = sourceKey(source) + "|" + std::to_string(longestSide);
  if (const KnownPicture* known = m_pictures.find(key)) return *known;
  const ImagePtr whole = read(source);
  const ImagePtr scaled = longestSide > 0 ? scaledDown(whole, longestSide) : whole;
  return m_pictures.insert(key, {source, scaled, whole->width, whole->height});
}

PreparedImage Workspace::prepare(const Classifier& model, const ImageSource& source) {
  const ModelInfo& info = model.info();
  const std::string key = info.cardPath + "|" + sourceKey(source);
  if (const PreparedImage* known = m_images.find(key)) return *known;

  PreparedImage prepared;
  prepared.key = key;
  prepared.source = source;
  const ImagePtr own = read(source);
  if (const auto* file = std::get_if<FileImage>(&source)) {
    prepared.dataLabel = classInFileName(file->path).value_or(-1);
  } else if (const auto* sample = std::get_if<SampleImage>(&source)) {
    const auto data = dataset(sample->data);
    if (data->labels() == info.labels) prepared.dataLabel = data->label(sample->index);
  }
  if (prepared.dataLabel >= info.classCount() ||
      (std::holds_alternative<FileImage>(source) && info.classCount() != kImageNetClasses)) {
    prepared.dataLabel = -1;
  }
  prepared.original =
      std::make_shared<const Image>(fitToInput(*own, info.width, info.height, info.channels, info.resize == "crop"));
  prepared.sha256 = sha256Of(prepared.original->pixels.data(), prepared.original->pixels.size());
  prepared.xPixel = toPixelTensor(*prepared.original).to(m_device);
  return m_images.insert(key, std::move(prepared));
}

Predicted Workspace::predictClean(const Subject& subject, int top) {
  const ClassifierPtr model = classifier(subject.model);
  const PreparedImage image = prepare(*model, subject.image);
  const std::string key = image.key + "|" + std::to_string(subject.label.value_or(-1)) + "|" + std::to_string(top);
  if (const Predicted* known = m_predictions.find(key)) return *known;

  Predicted predicted;
  predicted.model = model->info();
  predicted.original = image.original;
  predicted.imageSha256 = image.sha256;
  if (subject.label && (*subject.label < 0 || *subject.label >= predicted.model.classCount())) {
    throw userFailure(predicted.model.title + " has no class " + std::to_string(*subject.label) + ".",
                      "Its classes are 0 to " + std::to_string(predicted.model.classCount() - 1) + ".");
  }
  const auto begin = std::chrono::steady_clock::now();
  const at::Tensor logits = logitsOf(*model, image.xPixel);
  synchronise(m_device);
  predicted.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  predicted.label = subject.label.value_or(image.dataLabel);
  predicted.labelSource = subject.label          ? LabelSource::Given
                          : image.dataLabel >= 0 ? LabelSource::Data
                                                 : LabelSource::Predicted;
  if (predicted.label < 0) predicted.label = toPrediction(logits, 1, -1, {}).topClass();
  predicted.prediction = toPrediction(logits, top, predicted.label, {});
  return m_predictions.insert(key, std::move(predicted));
}

}  // namespace adv
