// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "app/settings.hpp"
#include "app/undo_places.hpp"
#include "widgets/engine_port.hpp"
#include "widgets/experiment/experiment_model.hpp"
#include "widgets/pages/page.hpp"

class QLabel;
class QStackedWidget;

namespace adv {

class Breadcrumb;
class HelpSheet;
class Navigation;
class StatusLine;

/// The frame around the pages: navigation, breadcrumb, status line, menus. Knows no page by name.
class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  MainWindow(EnginePort& engine, Settings settings, QWidget* parent = nullptr);
  ~MainWindow() override;

  ExperimentModel& experiment() { return m_experiment; }
  Page* currentPage() const;
  /// False where there is no page of that id.
  bool showPage(const QString& id);
  void openImage(const QString& path);
  /// By id, or by the path of a model card (or its folder).
  void openModel(const QString& model);
  bool isLoading() const { return m_openTicket != 0; }
  void setTheme(ThemeChoice choice);
  void setPresenting(bool presenting);
  bool isPresenting() const { return m_presenting; }
  /// One calm line above the page; empty hides it.
  void setNotice(const QString& text);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  Page* pageAt(int index) const;
  QWidget* makeTopBar();
  void makeMenus();
  void connectPage(Page* page);
  void showPageAt(int index);
  void onEvent(const Event& event);
  void onAction(const QString& action);
  void chooseImageFile();
  void chooseModelFile();
  void pasteImage();
  void useImage(const QString& name, const QImage& image);
  void drawDigit();
  void saveImage();
  void exportFigure();
  void editSeed();
  void copyText(const QString& text, const QString& what);
  void openDropped(const QString& path);
  void goOnWithCpu();

  EnginePort& m_engine;
  Settings m_settings;
  ExperimentModel m_experiment;
  Breadcrumb* m_breadcrumb;
  Navigation* m_navigation;
  QStackedWidget* m_pages;
  StatusLine* m_status;
  HelpSheet* m_help;
  QLabel* m_notice;
  QWidget* m_topBar;
  UndoPlaces m_undoPlaces;
  Ticket m_openTicket = 0;
  double m_usualEpsilon = ModelInfo().usualEpsilon;  ///< of the network that is open
  bool m_openedByPath = false;
  bool m_presenting = false;
};

}  // namespace adv
