// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/export_menu.hpp"

#include <QFileDialog>
#include <QMenu>

#include "widgets/figures/save_file.hpp"
#include "widgets/maps/map_table.hpp"
#include "widgets/pages/embed/session.hpp"
#include "widgets/style/icons.hpp"

namespace adv {

EmbedExportMenu::EmbedExportMenu(const EmbedSession& session, QWidget* parent)
    : QToolButton(parent), m_session(session) {
  setIcon(themedIcon(QStringLiteral("save")));
  setAutoRaise(true);
  setPopupMode(QToolButton::InstantPopup);
  setToolTip(tr("Save the points, or the way that the map took shape"));
  setAccessibleName(tr("Save"));
  auto* menu = new QMenu(this);
  menu->addAction(tr("Points as &CSV…"), this, &EmbedExportMenu::saveTable);
  setMenu(menu);
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
