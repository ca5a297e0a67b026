// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QObject>

namespace adv {

/// Every colour of the program, by meaning. The same meaning has the same colour on every page and in every figure.
struct Theme {
  bool dark = false;
  QColor window;
  QColor sidebar;
  QColor card;
  QColor cardBorder;
  QColor text;
  QColor mutedText;
  QColor accent;
  QColor accentSoft;
  QColor clean;        ///< the original and the true class: blue
  QColor adversarial;  ///< vermilion
  QColor control;      ///< random noise: grey
  QColor target;       ///< purple
  QColor plotBackground;
  QColor grid;
  QColor track;  ///< behind bars
  QColor focus;
  QColor warning;
};

Theme lightTheme();
Theme darkTheme();
/// The theme in use.
const Theme& theme();

enum class ThemeChoice { System, Light, Dark };

/// Sets font, palette and style sheet of the application. `typeScale` enlarges all type (Present: 1.6).
void applyTheme(ThemeChoice choice, double typeScale = 1.0);
double typeScale();
/// A type size of the scale 12, 14, 17, 22, 28 in pixels, as it is now.
int typeSize(int base);

/// Okabe and Ito's eight colours, safe for the colour-blind; a set of twenty beyond.
QColor classColour(int index);

/// Tells of a new theme.
class ThemeNotifier : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
 signals:
  void themeChanged();
};
/// Lives as long as the application.
ThemeNotifier* themeNotifier();

}  // namespace adv
