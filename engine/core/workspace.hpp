// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <typeindex>
#include <vector>

#include "engine/api/describe.hpp"
#include "engine/api/image.hpp"
#include "engine/api/results.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/core/lru.hpp"
#include "engine/data/dataset.hpp"
#include "engine/models/classifier.hpp"

namespace adv {

/// A picture as a network sees it.
struct PreparedImage {
  ImageSource source;  ///< held, so that a picture in memory keeps its address while it is known here
  ImagePtr original;   ///< at the network's input size, 8 bits
  std::string sha256;  ///< of `original`'s pixels
  at::Tensor xPixel;   ///< [1, C, H, W] float32 in [0, 1], on the device
  int dataLabel = -1;  ///< the data set's own label; negative where unknown
  std::string key;     ///< names this picture for this network
};

/// A picture for looking at, without a network. Holds its source, so that a picture in memory keeps its address.
struct KnownPicture {
  ImageSource source;
  ImagePtr image;
  int fullWidth = 0;  ///< before it was scaled down
  int fullHeight = 0;
};

struct Plane;
struct EmbeddingState;

/// The direction of a one-step attack, and what it took to find it.
struct KnownDirection {
  OneStepDirection direction;
  AttackCost cost;
};

/// What jobs share: the device, the folders, and what was loaded before. Lives on the engine's thread.
class Workspace {
 public:
  Workspace(c10::Device device, std::string deviceName, std::vector<std::filesystem::path> modelFolders,
            std::filesystem::path dataFolder, std::filesystem::path stateFolder);

  c10::Device device() const { return m_device; }
  const std::string& deviceName() const { return m_deviceName; }
  const std::filesystem::path& dataFolder() const { return m_dataFolder; }
  /// Where long work keeps what is done; empty: nowhere.
  const std::filesystem::path& stateFolder() const { return m_stateFolder; }

  /// By id, or by the path of a model card. Loaded on first use.
  ClassifierPtr classifier(const std::string& model);
  /// The card's path. Throws `Failure` where there is no such network.
  std::filesystem::path cardOf(const std::string& model) const;
  std::shared_ptr<const Dataset> dataset(const std::string& name);
  /// Scaled down where a side is longer than `longestSide` pixels (0: never).
  KnownPicture picture(const ImageSource& source, int longestSide);
  PreparedImage prepare(const Classifier& model, const ImageSource& source);

  /// The clean prediction and the label that an attack is judged by.
  Predicted predictClean(const Subject& subject, int top);

  /// What the jobs of a feature keep for one another: one value of each type, made at its first use.
  template <class T>
  T& kept() {
    std::shared_ptr<void>& value = m_kept[typeid(T)];
    if (!value) value = std::make_shared<T>();
    return *static_cast<T*>(value.get());
  }

  Lru<std::string, KnownDirection>& directions() { return m_directions; }
  Lru<std::string, std::shared_ptr<const std::vector<Payload>>>& runs() { return m_runs; }
  Lru<std::string, std::shared_ptr<const Plane>>& planes() { return m_planes; }
  /// The map that was worked out last; null before the first.
  std::shared_ptr<EmbeddingState>& embedding() { return m_embedding; }

 private:
  ImagePtr read(const ImageSource& source);

  c10::Device m_device;
  std::string m_deviceName;
  std::vector<std::filesystem::path> m_modelFolders;
  std::filesystem::path m_dataFolder;
  std::filesystem::path m_stateFolder;
  std::map<std::type_index, std::shared_ptr<void>> m_kept;
  Lru<std::string, ClassifierPtr> m_classifiers{6};
  Lru<std::string, std::shared_ptr<const Dataset>> m_datasets{4};
  Lru<std::string, KnownPicture> m_pictures{6};
  Lru<std::string, PreparedImage> m_images{16};
  Lru<std::string, Predicted> m_predictions{16};
  Lru<std::string, KnownDirection> m_directions{16};
  Lru<std::string, std::shared_ptr<const std::vector<Payload>>> m_runs{8};
  Lru<std::string, std::shared_ptr<const Plane>> m_planes{8};
  std::shared_ptr<EmbeddingState> m_embedding;
};

}  // namespace adv
