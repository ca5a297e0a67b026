// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/gallery.hpp"

#include <algorithm>
#include <fstream>
#include <numeric>

#include "engine/api/error.hpp"
#include "engine/api/log.hpp"
#include "engine/data/class_in_file_name.hpp"
#include "engine/data/draws.hpp"
#include "engine/data/resize.hpp"
#include "engine/data/sources.hpp"
#include "engine/jobs/make_job.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;

constexpr int kMostPictures = 1000;
constexpr int kThumbnailSide = 96;

/// The lines of labels/imagenet_classes.txt, or nothing.
std::vector<std::string> photographLabels(const fs::path& dataFolder) {
  std::vector<std::string> labels;
  std::ifstream file(dataFolder / "labels" / "imagenet_classes.txt");
  for (std::string line; labels.size() < kImageNetClasses && std::getline(file, line);) labels.push_back(line);
  return labels;
}

/// A sample of `count` different numbers below `total`.
std::vector<int> sampleOf(int total, int count, std::uint64_t seed) {
  std::vector<int> numbers(static_cast<std::size_t>(total));
  std::iota(numbers.begin(), numbers.end(), 0);
  Draws draws(seed);
  const int taken = std::min(total, count);
  for (int i = 0; i < taken; ++i)
    std::swap(numbers[static_cast<std::size_t>(i)], numbers[static_cast<std::size_t>(i + draws.below(total - i))]);
  numbers.resize(static_cast<std::size_t>(taken));
  return numbers;
}

}  // namespace

StepOutcome GalleryJob::step(JobContext& context) {
  if (!m_begun) {
    begin();
    m_begun = true;
  } else if (m_next < m_listed.size()) {
    addThumbnail(m_listed[m_next++]);
  }
  if (m_next < m_listed.size()) return StepOutcome::More;
  context.finish(std::move(m_ready));
  return StepOutcome::Done;
}

void GalleryJob::begin() {
  if (m_request.count < 1 || m_request.count > kMostPictures)
    throw userFailure("A gallery has 1 to 1000 pictures.", "Ask for fewer.");
  m_ready.source = m_request.source;
  try {
    if (m_request.source == "signs") {
      listSamples("signs-gallery", false);
    } else if (m_request.source == "photographs") {
      listPhotographs();
    } else {
      listSamples(m_request.source, true);
    }
  } catch (const Failure& failure) {
    m_ready.emptyReason = failure.error().text();
  }
}

void GalleryJob::listPhotographs() {
  const fs::path& data = m_workspace.dataFolder();
  if (data.empty())
    throw userFailure("There are no photographs.",
                      "Set ADVSCOPE_DATA to the folder that holds images/, or drop a picture.");
  const auto labels = photographLabels(data);
  for (const fs::path& file : picturesIn(data / "images")) {
    if (m_listed.size() == static_cast<std::size_t>(m_request.count)) break;
    const auto cls = classInFileName(file);
    const bool known = cls && static_cast<std::size_t>(*cls) < labels.size();
    m_listed.push_back(
        {known ? labels[static_cast<std::size_t>(*cls)] : file.filename().string(), FileImage{file.string()}, {}});
  }
  if (m_listed.empty())
    throw userFailure((data / "images").string() + " holds no pictures.",
                      "Put PNG or JPEG files there, or drop a picture.");
}

void GalleryJob::listSamples(const std::string& data, bool shuffled) {
  const auto set = m_workspace.dataset(data);
  std::vector<int> indices = sampleOf(set->count(), m_request.count, m_request.seed);
  if (!shuffled) std::iota(indices.begin(), indices.end(), 0);
  for (const int index : indices) {
    const int label = set->label(index);
    const bool known = label >= 0 && static_cast<std::size_t>(label) < set->labels().size();
    std::string name = known ? set->labels()[static_cast<std::size_t>(label)] : data + " " + std::to_string(index);
    m_listed.push_back({std::move(name), SampleImage{data, index}, {}});
  }
}

/// A picture that cannot be read is left out: one bad file must not hide the others.
void GalleryJob::addThumbnail(GalleryItem item) {
  try {
    Image picture;
    if (const auto* sample = std::get_if<SampleImage>(&item.source)) {
      picture = m_workspace.dataset(sample->data)->image(sample->index);
    } else {
      picture = readImageFile(std::get<FileImage>(item.source).path);
    }
    if (picture.width > kThumbnailSide || picture.height > kThumbnailSide) {
      picture = fitToInput(picture, kThumbnailSide, kThumbnailSide, picture.channels, true);
    }
    item.thumbnail = std::make_shared<const Image>(std::move(picture));
    m_ready.items.push_back(std::move(item));
  } catch (const Failure& failure) {
    logWarning(failure.error().text());
  }
}

namespace {
const RegisterJob<GalleryRequest, GalleryJob> kRegistered([](const GalleryRequest& request) { return request.source; });
}  // namespace

}  // namespace adv
