// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/api/trust.hpp"
#include "widgets/pages/batch_session.hpp"

namespace adv {

/// The eight lamps of the experiment's network and attack.
class TrustSession : public BatchSession {
  Q_OBJECT
 public:
  using BatchSession::BatchSession;
  const std::optional<TrustReported>& report() const { return m_report; }

 protected:
  Request request() const override;
  bool take(const Payload& payload) override;
  void clear() override { m_report.reset(); }

 private:
  std::optional<TrustReported> m_report;
};

}  // namespace adv
