// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QUndoStack>

#include "widgets/controls/card.hpp"
#include "widgets/pages/playground/plane_view.hpp"
#include "widgets/pages/playground/session.hpp"

class QComboBox;

namespace adv {

/// The plane with its tools and its presets.
class PlaneCard : public Card {
  Q_OBJECT
 public:
  PlaneCard(PlaygroundSession& session, QUndoStack& undo, QWidget* parent = nullptr);
  void setPresenting(bool presenting);
  PlaneView* view() { return m_view; }

 private:
  void addTools();
  void addPresets();
  void edit(const std::vector<PlanePoint>& before, const std::vector<PlanePoint>& points, const QString& what);
  void showScene();

  PlaygroundSession& m_session;
  QUndoStack& m_undo;
  PlaneView* m_view;
  QButtonGroup m_tools;
  QComboBox* m_presets;
  std::vector<QWidget*> m_secondary;  ///< hidden while presenting
};

}  // namespace adv
