// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QUndoCommand>
#include <vector>

#include "widgets/pages/playground/session.hpp"

namespace adv {

/// A change of the points by hand.
class PointsCommand : public QUndoCommand {
 public:
  PointsCommand(PlaygroundSession* session, std::vector<PlanePoint> before, std::vector<PlanePoint> after,
                const QString& what)
      : QUndoCommand(what), m_session(session), m_before(std::move(before)), m_after(std::move(after)) {}

  void undo() override {
    if (m_session) m_session->setPoints(m_before);
  }
  void redo() override {
    if (m_session) m_session->setPoints(m_after);
  }

 private:
  QPointer<PlaygroundSession> m_session;
  std::vector<PlanePoint> m_before;
  std::vector<PlanePoint> m_after;
};

}  // namespace adv
