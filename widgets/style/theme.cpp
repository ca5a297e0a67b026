// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/theme.hpp"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <array>
#include <cmath>

#include "widgets/style/style_sheet.hpp"

namespace adv {
namespace {

struct Look {
  Theme theme = lightTheme();
  double typeScale = 1.0;
};

Look& look() {
  static Look current;
  return current;
}

/// Once; where the bundled files are missing the desktop's own font serves.
QString bundledFamily() {
  static const QString family = [] {
    QString found;
    for (const char* weight : {"Regular", "Medium", "SemiBold", "Bold"}) {
      const int id =
          QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/Inter-%1.otf").arg(QLatin1String(weight)));
      if (id >= 0 && found.isEmpty()) found = QFontDatabase::applicationFontFamilies(id).value(0);
    }
    return found;
  }();
  return family;
}

bool desktopIsDark() {
  static const bool dark = qApp->palette().color(QPalette::Window).lightness() < 128;
  return dark;
}

QPalette paletteOf(const Theme& t) {
  QPalette palette;
  palette.setColor(QPalette::Window, t.window);
  palette.setColor(QPalette::WindowText, t.text);
  palette.setColor(QPalette::Base, t.card);
  palette.setColor(QPalette::AlternateBase, t.plotBackground);
  palette.setColor(QPalette::Text, t.text);
  palette.setColor(QPalette::PlaceholderText, t.mutedText);
  palette.setColor(QPalette::Button, t.card);
  palette.setColor(QPalette::ButtonText, t.text);
  palette.setColor(QPalette::Highlight, t.accent);
  palette.setColor(QPalette::HighlightedText, t.dark ? t.window : QColor(Qt::white));
  palette.setColor(QPalette::ToolTipBase, t.card);
  palette.setColor(QPalette::ToolTipText, t.text);
  palette.setColor(QPalette::Link, t.accent);
  palette.setColor(QPalette::LinkVisited, t.accent);
  palette.setColor(QPalette::Mid, t.cardBorder);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, t.mutedText);
  return palette;
}

}  // namespace

Theme lightTheme() {
  Theme t;
  t.dark = false;
  t.window = QColor(0xf4, 0xf6, 0xf9);
  t.sidebar = QColor(0xff, 0xff, 0xff);
  t.card = QColor(0xff, 0xff, 0xff);
  t.cardBorder = QColor(0xdd, 0xe1, 0xe8);
  t.text = QColor(0x1b, 0x1f, 0x2a);
  t.mutedText = QColor(0x5d, 0x65, 0x75);
  t.accent = QColor(0x00, 0x68, 0xa8);
  t.accentSoft = QColor(0xe6, 0xf0, 0xf8);
  t.clean = QColor(0x00, 0x72, 0xb2);
  t.adversarial = QColor(0xd5, 0x5e, 0x00);
  t.control = QColor(0x80, 0x86, 0x94);
  t.target = QColor(0x8a, 0x4f, 0xa8);
  t.plotBackground = QColor(0xf4, 0xf6, 0xf9);
  t.grid = QColor(0xe2, 0xe6, 0xed);
  t.track = QColor(0xdd, 0xe1, 0xe8);
  t.focus = QColor(0x00, 0x72, 0xb2);
  t.warning = QColor(0xb0, 0x3a, 0x10);
  return t;
}

Theme darkTheme() {
  Theme t;
  t.dark = true;
  t.window = QColor(0x13, 0x17, 0x1e);
  t.sidebar = QColor(0x1b, 0x20, 0x29);
  t.card = QColor(0x1b, 0x20, 0x29);
  t.cardBorder = QColor(0x31, 0x38, 0x45);
  t.text = QColor(0xee, 0xf1, 0xf6);
  t.mutedText = QColor(0x9d, 0xa6, 0xb6);
  t.accent = QColor(0x56, 0xb4, 0xe9);
  t.accentSoft = QColor(0x22, 0x33, 0x42);
  t.clean = QColor(0x56, 0xb4, 0xe9);
  t.adversarial = QColor(0xf5, 0x8a, 0x42);
  t.control = QColor(0x93, 0x9b, 0xa8);
  t.target = QColor(0xc7, 0x92, 0xe8);
  t.plotBackground = QColor(0x13, 0x17, 0x1e);
  t.grid = QColor(0x26, 0x2d, 0x38);
  t.track = QColor(0x31, 0x38, 0x45);
  t.focus = QColor(0x56, 0xb4, 0xe9);
  t.warning = QColor(0xff, 0xa0, 0x70);
  return t;
}

const Theme& theme() { return look().theme; }
double typeScale() { return look().typeScale; }
int typeSize(int base) { return static_cast<int>(std::lround(base * look().typeScale)); }

void applyTheme(ThemeChoice choice, double typeScale) {
  const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && desktopIsDark());
  look() = {dark ? darkTheme() : lightTheme(), typeScale};
  QFont font = qApp->font();
  if (const QString family = bundledFamily(); !family.isEmpty()) font.setFamily(family);
  font.setPixelSize(typeSize(14));
  qApp->setFont(font);
  qApp->setPalette(paletteOf(theme()));
  qApp->setStyleSheet(styleSheetOf(theme(), typeScale));
  emit themeNotifier()->themeChanged();
}

QColor classColour(int index) {
  static constexpr std::array<QRgb, 8> kOkabeIto = {0xff0072b2, 0xffd55e00, 0xff009e73, 0xffcc79a7,
                                                    0xffe69f00, 0xff56b4e9, 0xfff0e442, 0xff505050};
  // Each is the one that is farthest from all before it, as normal, protan, deutan and tritan eyes see them (Machado
  // 2009, distances in Oklab), among those that stand out on white and on the dark theme.
  static constexpr std::array<QRgb, 12> kBeyond = {0xff96e1d2, 0xffa569ff, 0xffa50000, 0xff5a00f0,
                                                   0xffb4b496, 0xffa53c87, 0xffc3d287, 0xff781eb4,
                                                   0xff78694b, 0xffd22dd2, 0xffc32d00, 0xff96c3d2};
  const auto place = static_cast<std::size_t>(std::abs(index)) % (kOkabeIto.size() + kBeyond.size());
  return QColor(place < kOkabeIto.size() ? kOkabeIto[place] : kBeyond[place - kOkabeIto.size()]);
}

ThemeNotifier* themeNotifier() {
  static ThemeNotifier notifier;
  return &notifier;
}

}  // namespace adv
