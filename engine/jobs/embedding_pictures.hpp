// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "engine/api/embedding_pictures.hpp"
#include "engine/core/job.hpp"
#include "engine/jobs/adversarial_pictures.hpp"

namespace adv {

/// Reads the pictures of a map, a few in a step.
class EmbeddingPicturesJob final : public Job {
 public:
  EmbeddingPicturesJob(EmbeddingPicturesRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace), m_pictures(std::make_shared<EmbeddingPictures>()) {}
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  Image whole(int item) const;
  void addSome();

  EmbeddingPicturesRequest m_request;
  Workspace& m_workspace;
  bool m_hasBegun = false;
  std::shared_ptr<const Dataset> m_data;
  std::optional<AdversaryMaker> m_adversaries;
  std::shared_ptr<EmbeddingPictures> m_pictures;
  int m_clean = 0;
  int m_next = 0;
};

}  // namespace adv
