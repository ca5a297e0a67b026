// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/image.hpp"
#include "engine/api/results.hpp"

namespace adv {

/// Defensive distillation (Papernot, McDaniel, Wu, Jha, Swami, IEEE S&P 2016), section IV: a network F is trained at
/// temperature T, its probabilities F(X) at T become the labels of the same architecture, trained at the same T, which
/// is deployed at T = 1.

/// Probabilities at temperature T: q_i = exp(z_i / T) / Σ_j exp(z_j / T). Throws `Failure` unless T is positive and
/// finite and there are logits.
std::vector<double> softLabel(const std::vector<double>& logits, double temperature);

/// Throws `Failure` unless T is from 0.1 to 1000.
void checkTemperature(double temperature);

/// Trains networks one after the other, each for one temperature and one seed. Answers: `Progress`,
/// `DistillationState` now and then, and `Distilled` at the end. A network that is in the folder already is taken as it
/// is; one that was begun goes on after its last whole epoch, so cancelling is pausing, and the same request goes on,
/// also after the program was closed.
struct DistillRequest {
  std::string data = "signs";          ///< "signs", "mnist", "cifar10", or "digits": the first `pictures` of MNIST
  std::string architecture = "small";  ///< "small", or the papers': "papernot-mnist", "papernot-cifar10"
  std::vector<std::optional<double>> temperatures = {20.0};  ///< T of each; nothing: trained once, not distilled
  int seeds = 1;                                             ///< networks of each T, with the seeds 1, 2, …
  int epochs = 0;                                            ///< of each training; 0: the recipe's own number
  int pictures = 0;    ///< training pictures, the first of the data; 0: the recipe's own number
  std::string folder;  ///< each network goes to `folder`/<id>/
};

/// Where a network is: the boxes of the paper's figure.
enum class DistillationStage {
  Data,        ///< pictures and labels (X, Y) are read
  Teacher,     ///< F is trained on (X, Y) at T
  SoftLabels,  ///< F(X) at T
  Student,     ///< the same architecture is trained on (X, F(X)) at T
  Deployed     ///< written, for use at T = 1
};

/// One training picture and what the boxes hold of it.
struct DistillationSample {
  int index = -1;  ///< of the training data
  ImagePtr picture;
  int label = -1;
  std::vector<std::string> labels;     ///< of the classes
  std::vector<double> teacherLogits;   ///< z of F at the end of its training; empty before
  std::vector<double> deployedLogits;  ///< of the distilled network at the end of its training; empty before
};

/// One network of a request.
struct DistillationNetwork {
  std::string id;  ///< "distilled_mnist_T100", "distilled_mnist_none", "distilled_mnist_T100_s2" of the second seed
  std::optional<double> temperature;
  std::uint64_t seed = 1;
  DistillationStage stage = DistillationStage::Data;
  std::vector<EpochDone> teacher;  ///< loss and accuracy after each epoch; empty where it is not distilled
  std::vector<EpochDone> student;  ///< of the network that is deployed
  double teacherAccuracy = -1.0;   ///< in [0, 1] on the test data; negative before, and where there is no teacher
  double accuracy = -1.0;          ///< of the deployed network; negative before
  DistillationSample sample;
};

/// Everything known so far.
struct DistillationState {
  DistillRequest request;                                            ///< as it was asked for
  std::vector<std::shared_ptr<const DistillationNetwork>> networks;  ///< in the order of their training
  int current = 0;                                                   ///< the network that is worked on
  double done = 0.0;                                                 ///< of the current network's stage, in [0, 1]
  double recentLoss = -1.0;   ///< mean over the epoch so far, in nats, without the factor of the loss; negative: none
  double secondsLeft = -1.0;  ///< of the whole request; negative where not yet known
};

struct Distilled {
  std::string folder;
  std::vector<std::shared_ptr<const DistillationNetwork>> networks;
  double seconds = 0.0;  ///< of this request
};

/// How often the networks of a folder are right, those too whose weights were not kept: accuracies.json, which each
/// request that trained something adds its networks to. Answer: `DistilledAccuracies`.
struct DistilledAccuraciesRequest {
  std::string folder;  ///< empty: the bundled set for MNIST
};

struct DistilledAccuracy {
  std::string id;
  std::optional<double> temperature;
  std::uint64_t seed = 1;
  double accuracy = 0.0;          ///< in [0, 1] on the test data
  double teacherAccuracy = -1.0;  ///< negative where there was no teacher
  friend bool operator==(const DistilledAccuracy&, const DistilledAccuracy&) = default;
};

struct DistilledAccuracies {
  std::string folder;
  std::vector<DistilledAccuracy> networks;  ///< not distilled, then by T, then by seed; empty where there is no file
};

/// The card of a network that a request writes, below its folder.
std::string cardOfDistilled(const std::string& folder, const std::string& id);

}  // namespace adv
