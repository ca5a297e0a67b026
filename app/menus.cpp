// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of the main window: for the keyboard and for finding things; everything frequent is on the page.
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QMenuBar>
#include <QMessageBox>

#include "app/breadcrumb.hpp"
#include "app/help_sheet.hpp"
#include "app/main_window.hpp"
#include "app/version.hpp"
#include "widgets/canvas/convert.hpp"

namespace adv {
namespace {

template <class Slot>
QAction* add(QMenu* menu, const QString& text, const QKeySequence& keys, MainWindow* receiver, Slot slot) {
  QAction* action = menu->addAction(text);
  action->setShortcut(keys);
  action->setShortcutContext(Qt::WindowShortcut);
  QObject::connect(action, &QAction::triggered, receiver, slot);
  receiver->addAction(action);
  return action;
}

QString aboutText() {
  return QObject::
      tr("<h3>AdvScope %1</h3><p>A desktop microscope for adversarial examples.</p>"
         "<p>Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</p>"
         "<p>Built with Qt %2, LibTorch, QCustomPlot (GPL), OpenCV, nlohmann-json, CLI11, spdlog, zlib, libzip, "
         "OpenSSL and "
         "the typeface Inter (OFL). The README says why each, which version and which licence.</p>")
          .arg(QString::fromLatin1(kVersion), QString::fromLatin1(qVersion()));
}

}  // namespace

void MainWindow::makeMenus() {
  QMenu* file = menuBar()->addMenu(tr("&File"));
  add(file, tr("&Open image…"), QKeySequence::Open, this, &MainWindow::chooseImageFile);
  add(file, tr("Image from the &gallery…"), QKeySequence(QStringLiteral("Ctrl+I")), this,
      [this] { m_breadcrumb->openImageChooser(); });
  add(file, tr("Open &model…"), QKeySequence(QStringLiteral("Ctrl+M")), this, &MainWindow::chooseModelFile);
  file->addSeparator();
  add(file, tr("&Save adversarial image…"), QKeySequence::Save, this, &MainWindow::saveImage);
  add(file, tr("&Export figure…"), QKeySequence(QStringLiteral("Ctrl+E")), this, &MainWindow::exportFigure);
  file->addSeparator();
  add(file, tr("&Quit"), QKeySequence::Quit, this, &MainWindow::close);

  QMenu* edit = menuBar()->addMenu(tr("&Edit"));
  QAction* undo = m_experiment.undoStack().createUndoAction(this, tr("&Undo"));
  undo->setShortcut(QKeySequence::Undo);
  QAction* redo = m_experiment.undoStack().createRedoAction(this, tr("&Redo"));
  redo->setShortcuts({QKeySequence(QStringLiteral("Ctrl+Shift+Z")), QKeySequence(QStringLiteral("Ctrl+Y"))});
  edit->addActions({undo, redo});
  addActions({undo, redo});
  edit->addSeparator();
  add(edit, tr("&Paste image"), QKeySequence::Paste, this, &MainWindow::pasteImage);
  add(edit, tr("&Copy image"), QKeySequence::Copy, this, [this] {
    if (const ImagePtr picture = currentPage()->picture()) QApplication::clipboard()->setImage(toQImage(*picture));
  });
  add(edit, tr("Copy as command &line"), QKeySequence(QStringLiteral("Ctrl+Shift+C")), this, [this] {
    if (const AttackInfo* attack = m_experiment.attack())
      copyText(toCommandLine(m_experiment.experiment(), *attack), tr("command line"));
  });
  add(edit, tr("Copy as &JSON"), QKeySequence(QStringLiteral("Ctrl+Shift+J")), this,
      [this] { copyText(QString::fromStdString(toJson(m_experiment.experiment())), tr("experiment")); });
  edit->addSeparator();
  add(edit, tr("R&eset the page"), QKeySequence(QStringLiteral("Ctrl+R")), this, [this] { currentPage()->reset(); });

  QMenu* view = menuBar()->addMenu(tr("&View"));
  add(view, tr("&Present"), QKeySequence(QStringLiteral("F5")), this, [this] { setPresenting(!m_presenting); });
  add(view, tr("&Full screen"), QKeySequence(QStringLiteral("F11")), this,
      [this] { isFullScreen() ? showNormal() : showFullScreen(); });
  QMenu* themes = view->addMenu(tr("&Theme"));
  auto* group = new QActionGroup(this);
  const QList<QPair<ThemeChoice, QString>> choices = {{ThemeChoice::System, tr("As the &desktop")},
                                                      {ThemeChoice::Light, tr("&Light")},
                                                      {ThemeChoice::Dark, tr("Da&rk")}};
  for (const auto& [choice, text] : choices) {
    QAction* action = group->addAction(themes->addAction(text));
    action->setCheckable(true);
    action->setChecked(choice == m_settings.theme);
    connect(action, &QAction::triggered, this, [this, choice = choice] { setTheme(choice); });
  }

  QMenu* help = menuBar()->addMenu(tr("&Help"));
  add(help, tr("About this &page"), QKeySequence(QStringLiteral("F1")), this,
      [this] { m_help->setVisible(!m_help->isVisible()); });
  add(help, tr("&About AdvScope"), {}, this, [this] { QMessageBox::about(this, tr("About AdvScope"), aboutText()); });
}

}  // namespace adv
