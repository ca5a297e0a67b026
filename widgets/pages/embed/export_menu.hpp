// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

#include "engine/api/error.hpp"

namespace adv {

class EmbedMapCard;
class EmbedSession;

/// Writes the points of the map, and the way that it took shape. (The figure is the window's to write.)
/// Saves what the figure does not: the points as a table, and how the map took shape as an animation.
class EmbedExportMenu : public QToolButton {
  Q_OBJECT
 public:
  EmbedExportMenu(EmbedSession& session, const EmbedMapCard& map, QWidget* parent = nullptr);

 signals:
  void failed(const adv::Error& error);
  /// Of a film that is written.
  void progressed(double done);
  void filmEnded();

 private:
  void saveTable();
  void saveFilm(const QString& suggested, const QString& filter);
  void endFilm(const QString& problem);
  /// What can be done now.
  void refresh();

  EmbedSession& m_session;
  const EmbedMapCard& m_map;
  QAction* m_table;
  QAction* m_gif;
  QAction* m_frames;
  QAction* m_cancel;
};

}  // namespace adv
