// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include "widgets/experiment/experiment.hpp"
#include "widgets/style/theme.hpp"

namespace adv {

/// What is remembered from one start to the next. Anything unreadable falls back to its default.
struct Settings {
  QByteArray geometry;
  ThemeChoice theme = ThemeChoice::System;
  bool navigationCollapsed = false;
  QString imageFolder;
  QString modelFolder;
  QString exportFolder;
  Experiment experiment;
  QJsonObject pages;  ///< what each page keeps, by its id
};

Settings loadSettings();
/// A picture that was only in memory is not remembered: the experiment then keeps its default picture.
void saveSettings(const Settings& settings);

}  // namespace adv
