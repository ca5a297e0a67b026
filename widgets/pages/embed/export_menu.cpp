// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/export_menu.hpp"

#include <QFileDialog>
#include <QMenu>
#include <algorithm>

#include "widgets/figures/save_file.hpp"
#include "widgets/maps/map_table.hpp"
#include "widgets/pages/embed/map_card.hpp"
#include "widgets/pages/embed/session.hpp"
#include "widgets/style/icons.hpp"

namespace adv {

EmbedExportMenu::EmbedExportMenu(EmbedSession& session, const EmbedMapCard& map, QWidget* parent)
    : QToolButton(parent), m_session(session), m_map(map) {
  setIcon(themedIcon(QStringLiteral("save")));
  setAutoRaise(true);
  setPopupMode(QToolButton::InstantPopup);
  setToolTip(tr("Save the points, or the way that the map took shape"));
  setAccessibleName(tr("Save"));
  auto* menu = new QMenu(this);
  m_table = menu->addAction(tr("Points as &CSV…"), this, &EmbedExportMenu::saveTable);
  menu->addSeparator();
  m_gif = menu->addAction(tr("How it took shape, as an animated &GIF…"), this,
                          [this] { saveFilm(QStringLiteral("map.gif"), tr("Animated GIF (*.gif)")); });
  m_frames = menu->addAction(tr("How it took shape, as a folder of &pictures…"), this,
                             [this] { saveFilm(QStringLiteral("map-frames"), tr("New folder (*)")); });
  m_cancel = menu->addAction(tr("Cancel the &film"), &session.recorder(), &MapRecorder::cancel);
  setMenu(menu);
  connect(menu, &QMenu::aboutToShow, this, &EmbedExportMenu::refresh);
  connect(&session.recorder(), &MapRecorder::progressed, this,
          [this](int done, int total) { emit progressed(static_cast<double>(done) / std::max(1, total)); });
  connect(&session.recorder(), &MapRecorder::finished, this, &EmbedExportMenu::endFilm);
}

void EmbedExportMenu::refresh() {
  const bool isSaving = m_session.recorder().isSaving();
  m_table->setEnabled(m_session.places() != nullptr);
  for (QAction* film : {m_gif, m_frames}) film->setEnabled(!isSaving && !m_session.recorder().frames().empty());
  m_cancel->setVisible(isSaving);
}

void EmbedExportMenu::saveFilm(const QString& suggested, const QString& filter) {
  const QString path = QFileDialog::getSaveFileName(this, tr("Save how the map took shape"), suggested, filter);
  if (path.isEmpty()) return;
  MapFilm film;
  film.title = m_map.subtitle();
  m_session.recorder().save(path, film, m_map.colouring());
}

void EmbedExportMenu::endFilm(const QString& problem) {
  emit filmEnded();
  if (!problem.isEmpty()) emit failed({ErrorKind::User, problem.toStdString(), {}});
}

void EmbedExportMenu::saveTable() {
  if (!m_session.places()) return;
  const QString path =
      QFileDialog::getSaveFileName(this, tr("Save the map’s points"), QStringLiteral("map.csv"), tr("CSV (*.csv)"));
  if (path.isEmpty()) return;
  try {
    saveText(path, mapTable(*m_session.items(), *m_session.places()));
  } catch (const Failure& failure) {
    emit failed(failure.error());
  }
}

}  // namespace adv
