// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

#include "engine/api/error.hpp"

namespace adv {

class EmbedSession;

/// Writes the points of the map, and the way that it took shape. (The figure is the window's to write.)
class EmbedExportMenu : public QToolButton {
  Q_OBJECT
 public:
  explicit EmbedExportMenu(const EmbedSession& session, QWidget* parent = nullptr);

 signals:
  void failed(const adv::Error& error);

 private:
  void saveTable();

  const EmbedSession& m_session;
};

}  // namespace adv
