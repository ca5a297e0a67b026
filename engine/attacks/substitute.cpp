// SPDX-License-Identifier: GPL-3.0-or-later
// Transfer from a substitute: a network of the attacker's own learns the labels
// that the attacked one answers, on few pictures that Jacobian-based
// augmentation doubles each round; FGSM on it is then tried on the attacked
// one. Papernot, McDaniel, Goodfellow, Jha, Celik, Swami 2017, "Practical
// black-box attacks against machine learning", algorithm 1.
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/api/error.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/attacks/support/queries.hpp"
#include "engine/attacks/support/substitute_network.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

constexpr std::int64_t kFirstPictures = 150;
constexpr std::int64_t kBatch = 128;
constexpr std::int64_t kAugmentedAtATime = 256;
constexpr double kLearningRate = 1e-3;
constexpr int kRoundsOfOneSign = 3;  ///< λ changes its sign after as many (section 4.2, periodical step size)
constexpr double kMostBytes = 1e9;

std::int64_t parts(std::int64_t count, std::int64_t atATime) { return (count + atATime - 1) / atATime; }

class SubstituteRun : public AttackRun {
 public:
  SubstituteRun(const AttackInfo& info, AttackProblem problem, at::Tensor pictures)
      : m_problem(std::move(problem)),
        m_params(withDefaults(info, m_problem.params)),
        m_rounds(static_cast<int>(m_params.at("rounds"))),
        m_epochs(static_cast<int>(m_params.at("epochs"))),
        m_askedAtATime(queriesPerStep(pictures.narrow(0, 0, 1))),
        m_substitute(m_problem.model->info(), m_problem.xPixel.device(), m_problem.seed),
        m_generator(at::make_generator<at::CPUGeneratorImpl>(m_problem.seed)),
        m_firstCount(pictures.size(0)),
        m_pictures(std::move(pictures)),
        m_labels(at::empty({0}, m_problem.labels.options())),
        m_x(m_problem.xPixel) {}

  void step() override {
    switch (m_phase) {
      case Phase::Ask: return ask();
      case Phase::Learn: return learn();
      case Phase::Augment: return augment();
      case Phase::Craft: return craft();
      case Phase::Done: return;
    }
  }
  bool isDone() const override { return m_phase == Phase::Done; }
  int stepsPlanned() const override {
    std::int64_t steps = 1, known = 0, count = m_firstCount;
    for (int round = 0; round < m_rounds; ++round, known = count, count *= 2) {
      steps += parts(count - known, m_askedAtATime) + m_epochs * parts(count, kBatch);
      if (round + 1 < m_rounds) steps += parts(count, kAugmentedAtATime);
    }
    return static_cast<int>(steps);
  }
  const at::Tensor& adversarial() const override { return m_x; }
  ParamValues resolvedParams() const override { return m_params; }

 private:
  enum class Phase { Ask, Learn, Augment, Craft, Done };

  /// The attacked network labels some of the new pictures: only its decision is
  /// used.
  void ask() {
    const std::int64_t known = m_labels.size(0);
    const std::int64_t count = std::min<std::int64_t>(m_askedAtATime, m_pictures.size(0) - known);
    const at::Tensor answers = answersOf(*m_problem.model, m_pictures.narrow(0, known, count));
    m_labels = at::cat({m_labels, answers.argmax(1)});
    if (m_labels.size(0) == m_pictures.size(0)) m_phase = Phase::Learn;
  }

  void learn() {
    const std::int64_t count = m_pictures.size(0);
    if (m_next == 0) m_order = at::randperm(count, m_generator, at::kLong).to(m_labels.device());
    const at::Tensor rows = m_order.narrow(0, m_next, std::min(kBatch, count - m_next));
    m_substitute.learn(m_pictures.index_select(0, rows), m_labels.index_select(0, rows), kLearningRate);
    m_next = m_next + kBatch < count ? m_next + kBatch : 0;
    if (m_next > 0 || ++m_epoch < m_epochs) return;
    m_epoch = 0;
    m_phase = ++m_round < m_rounds ? Phase::Augment : Phase::Craft;
    m_before = count;
  }

  /// x + λ_ρ sign(J_F[Õ(x)]), clipped: the gradient of the label's probability
  /// has the sign of minus that of its cross-entropy.
  void augment() {
    const at::NoGradGuard noGrad;
    const std::int64_t count = std::min(kAugmentedAtATime, m_before - m_next);
    const at::Tensor x = m_pictures.narrow(0, m_next, count);
    const at::Tensor sign = crossEntropyGradient(m_substitute, x, m_labels.narrow(0, m_next, count)).gradient.sign();
    const double lambda = m_params.at("lambda") * ((m_round - 1) / kRoundsOfOneSign % 2 == 0 ? 1 : -1);
    m_new.push_back((x - lambda * sign).clamp_(0, 1));
    m_next += count;
    if (m_next < m_before) return;
    m_new.insert(m_new.begin(), m_pictures);
    m_pictures = at::cat(m_new);
    m_new.clear();
    m_next = 0;
    m_phase = Phase::Ask;
  }

  void craft() {
    const at::NoGradGuard noGrad;
    const at::Tensor sign = crossEntropyGradient(m_substitute, m_problem.xPixel, m_problem.labels).gradient.sign();
    m_x = (m_problem.xPixel + m_params.at("epsilon") * sign).clamp_(0, 1);
    m_phase = Phase::Done;
  }

  AttackProblem m_problem;
  ParamValues m_params;
  int m_rounds;
  int m_epochs;
  int m_askedAtATime;
  SubstituteNetwork m_substitute;
  at::Generator m_generator;
  std::int64_t m_firstCount;
  Phase m_phase = Phase::Ask;
  at::Tensor m_pictures;  ///< S_ρ
  at::Tensor m_labels;    ///< of as many of them as were asked about
  int m_round = 0;
  int m_epoch = 0;
  at::Tensor m_order;
  std::int64_t m_next = 0;    ///< of this epoch, or of those to augment
  std::int64_t m_before = 0;  ///< pictures before this round's augmentation
  std::vector<at::Tensor> m_new;
  at::Tensor m_x;
};

class Substitute : public Attack {
 public:
  Substitute() {
    m_info.id = "substitute";
    m_info.title = "Substitute";
    m_info.norm = "L∞";
    m_info.summary =
        "Trains a network of its own on the attacked one's "
        "labels, and hopes that what fools it transfers.";
    m_info.formula =
        "S ← S ∪ {x + λ · sign(J_F[Õ(x)])}, trained on again each "
        "round;  then x + ε · sign(∇J_F(x, y))";
    m_info.citation = "Papernot et al. 2017, algorithm 1";
    m_info.usesGradient = false;
    m_info.params = {
        epsilonSpec("Goodfellow, Shlens, Szegedy 2014, section 4"),
        integerSpec("rounds", "Rounds", "rounds", 1, 10, 6, "Trainings; between two, the pictures are doubled.",
                    m_info.citation),
        integerSpec("epochs", "Epochs", "epochs", 1, 1000, 10, "Passes over the pictures in each training.",
                    m_info.citation),
        realSpec("lambda", "λ", "", 0.0, 1.0, 0.1,
                 "How far new pictures lie from old ones; the sign changes "
                 "every three rounds.",
                 m_info.citation),
    };
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    at::Tensor pictures = problem.pictures ? problem.pictures(kFirstPictures) : at::Tensor();
    if (!pictures.defined() || pictures.size(0) == 0) {
      throw userFailure("The substitute has no pictures to learn from.",
                        "The model card must name a data set under \"samples\" "
                        "that is at hand: some take their files "
                        "from the folder that ADVSCOPE_DATA names.");
    }
    const double copies = std::exp2(paramOr(m_info, problem.params, "rounds") - 1);
    if (static_cast<double>(pictures.nbytes()) * copies > kMostBytes)
      throw userFailure("The substitute's pictures would take more than 1 GB of memory.", "Choose fewer rounds.");
    return std::make_unique<SubstituteRun>(m_info, std::move(problem), std::move(pictures));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<Substitute> kRegistered;

}  // namespace
}  // namespace adv
