// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/api/transfer.hpp"
#include "widgets/pages/batch_session.hpp"

namespace adv {

/// The transfer matrix of the experiment's attack, over every network that takes the same pictures as the experiment's.
class TransferSession : public BatchSession {
  Q_OBJECT
 public:
  using BatchSession::BatchSession;
  const std::optional<TransferReported>& report() const { return m_report; }

 protected:
  Request request() const override;
  bool take(const Payload& payload) override;
  void clear() override { m_report.reset(); }

 private:
  std::optional<TransferReported> m_report;
};

}  // namespace adv
