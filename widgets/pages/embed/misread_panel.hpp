// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/api/error.hpp"
#include "widgets/pages/embed/setup.hpp"

namespace adv {

class EmbedSession;

/// How to misread a map: settings that show it on the same data, a sentence each. Undo goes back.
class EmbedMisreadPanel : public QWidget {
  Q_OBJECT
 public:
  explicit EmbedMisreadPanel(EmbedSession& session, QWidget* parent = nullptr);

  /// Of the preset that the map shows; empty where it shows none.
  QString sentence() const;

 signals:
  /// A preset was taken: what was shown before it is over.
  void chosen();
  void sentenceChanged();
  void failed(const adv::Error& error);

 private:
  void choose(int index);
  void follow();

  EmbedSession& m_session;
  int m_chosen = -1;  ///< preset that was chosen last
  EmbedSetup m_made;  ///< by it
  bool m_isShown = false;
};

}  // namespace adv
