// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/style_sheet.hpp"

#include <cmath>

namespace adv {
namespace {

/// "@name" stands for a colour, "@14" for a type size in pixels at the present scale.
const char kSheet[] = R"(
QWidget { font-size: @14px; color: @text; }
QMainWindow, QDialog { background: @window; }
QMenuBar { background: @card; border-bottom: 1px solid @border; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected { background: @accentSoft; border-radius: 6px; }
QMenu { background: @card; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 5px 24px; border-radius: 6px; }
QMenu::item:selected { background: @accentSoft; }
QToolTip { background: @card; color: @text; border: 1px solid @border; padding: 6px; font-size: @12px; }
#topBar, #statusLine { background: @card; border: none; }
#topBar { border-bottom: 1px solid @border; }
#statusLine { border-top: 1px solid @border; }
#statusLine QLabel, #statusLine QToolButton { font-size: @12px; color: @muted; }
#navigation { background: @sidebar; border: none; border-right: 1px solid @border; }
#navigationList { background: transparent; }
#navigationHeading { font-size: @12px; color: @muted; }
#navigationButton { border: none; border-radius: 8px; padding: 4px 8px; text-align: left; }
#navigationButton:hover { background: @window; }
#navigationButton:checked { background: @accentSoft; color: @accent; font-weight: 600; }
#appName { font-size: @17px; font-weight: 700; }
#card { background: @card; border: 1px solid @border; border-radius: 8px; }
#cardTitle, #viewTitle { font-weight: 600; }
#muted, #cardSubtitle { color: @muted; }
#introSource { color: @muted; font-size: @12px; padding-top: 2px; }
#notice { background: @accentSoft; color: @text; padding: 8px 18px; border-bottom: 1px solid @border; }
#popup { background: @card; border: 1px solid @border; border-radius: 8px; }
#pill { background: @accentSoft; border: 1px solid transparent; border-radius: 6px; font-size: @17px; font-weight: 600; padding: 2px 10px; }
#pill:hover, #pill:focus { border-color: @focus; }
#helpText { background: @card; border: none; padding: 8px; }
QPushButton, QToolButton { background: @card; border: 1px solid @border; border-radius: 8px; padding: 5px 12px; }
QToolButton { padding: 4px 8px; }
QToolButton[autoRaise="true"] { border-color: transparent; background: transparent; }
QPushButton:hover, QToolButton:hover { background: @accentSoft; }
QToolButton::menu-indicator { image: none; }
QToolButton:checked { background: @accentSoft; color: @accent; }
QPushButton:disabled, QToolButton:disabled { color: @muted; }
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus, QAbstractSpinBox:focus { border: 1px solid @focus; }
QLineEdit, QAbstractSpinBox, QComboBox { background: @card; border: 1px solid @border; border-radius: 6px; padding: 3px 8px; selection-background-color: @accent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/down.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @card; border: 1px solid @border; selection-background-color: @accentSoft; selection-color: @text; }
QListView { background: @card; border: none; outline: none; }
QListView::item { border-radius: 6px; padding: 4px; }
QListView::item:selected { background: @accentSoft; color: @text; }
QTableView { background: @card; border: none; outline: none; selection-background-color: @accentSoft; selection-color: @text; }
QTableView::item { padding: 0 4px; border-bottom: 1px solid @border; }
QHeaderView { background: @card; border: none; }
QHeaderView::section { background: @card; color: @muted; font-size: @12px; border: none; border-bottom: 1px solid @border; padding: 3px 4px; }
QScrollArea { background: transparent; border: none; }
QScrollBar:horizontal { background: transparent; height: 10px; }
QScrollBar::handle:horizontal { background: @track; border-radius: 5px; min-width: 24px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @track; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -4px 0; border-radius: 6px; background: @text; }
QSlider::handle:horizontal:focus { background: @focus; }
QScrollBar:vertical { background: transparent; width: 10px; }
QScrollBar::handle:vertical { background: @track; border-radius: 5px; min-height: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; }
QDockWidget::title { background: @card; padding: 8px; border-bottom: 1px solid @border; }
)";

}  // namespace

QString styleSheetOf(const Theme& t, double typeScale) {
  QString sheet = QString::fromLatin1(kSheet);
  for (const int size : {12, 14, 17, 22, 28}) {
    sheet.replace(QStringLiteral("@%1px").arg(size), QStringLiteral("%1px").arg(std::lround(size * typeScale)));
  }
  const std::pair<const char*, QColor> colours[] = {{"@accentSoft", t.accentSoft},
                                                    {"@accent", t.accent},
                                                    {"@window", t.window},
                                                    {"@sidebar", t.sidebar},
                                                    {"@card", t.card},
                                                    {"@border", t.cardBorder},
                                                    {"@text", t.text},
                                                    {"@muted", t.mutedText},
                                                    {"@track", t.track},
                                                    {"@focus", t.focus}};
  for (const auto& [name, colour] : colours) sheet.replace(QLatin1String(name), colour.name());
  return sheet;
}

}  // namespace adv
