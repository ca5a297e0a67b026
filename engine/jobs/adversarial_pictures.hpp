// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/api/embedding.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/jobs/network_samples.hpp"

namespace adv {

/// What an attack made of the first pictures of some data.
struct AdversarialPictures {
  std::string data;
  int count = 0;
  EmbeddingAttack attack;
  std::string weightsSha256;  ///< of the network: a network of the same name may be another one later
  at::Tensor levels;          ///< [count, C, H, W] uint8: rounded, inside the ball
  at::Tensor labels;          ///< [count] int64: the classes that were to be left
  at::Tensor isRight;         ///< [count] bool: classified as that from the start
  ParamValues params;         ///< resolved

  /// Those from `begin` on, before `end`, [n, C, H, W] in [0, 1].
  at::Tensor pictures(std::int64_t begin, std::int64_t end) const;
};
using AdversarialPicturesPtr = std::shared_ptr<const AdversarialPictures>;

/// Attacks pictures step by step, those that are wrong from the start too; the last result is kept by the workspace, so
/// that another layer of the same pictures needs no attack.
class AdversaryMaker {
 public:
  /// `source` has an attack. Throws `Failure` where there is no such data, network or attack.
  AdversaryMaker(const EmbeddingSource& source, Workspace& workspace);

  void step();
  bool isDone() const { return m_result->count == m_done && !m_run; }
  double done() const;  ///< in [0, 1]
  AdversarialPicturesPtr result() const { return m_result; }
  const NetworkSamples& samples() const { return m_samples; }

 private:
  void begin();
  void finish();

  Workspace& m_workspace;
  NetworkSamples m_samples;
  const Attack* m_attack;
  std::shared_ptr<AdversarialPictures> m_result;
  int m_together;
  int m_done = 0;   ///< pictures
  int m_steps = 0;  ///< on the present batch
  at::Tensor m_xPixel;
  std::unique_ptr<AttackRun> m_run;
};

}  // namespace adv
