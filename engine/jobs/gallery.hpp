// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/api/requests.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// Lists pictures to choose from, with thumbnails, one of them a step.
class GalleryJob final : public Job {
 public:
  GalleryJob(const GalleryRequest& request, Workspace& workspace) : m_request(request), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  void listPhotographs();
  void listSamples(const std::string& data, bool shuffled);
  void addThumbnail(GalleryItem item);

  GalleryRequest m_request;
  Workspace& m_workspace;
  bool m_begun = false;
  std::vector<GalleryItem> m_listed;  ///< without thumbnails
  std::size_t m_next = 0;
  GalleryReady m_ready;
};

}  // namespace adv
