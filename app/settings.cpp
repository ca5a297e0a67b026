// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.hpp"

#include <QJsonDocument>
#include <QSettings>

#include "engine/api/error.hpp"
#include "engine/api/log.hpp"

namespace adv {
namespace {

constexpr int kThemes = 3;

Experiment storedExperiment(const QString& text) {
  if (text.isEmpty()) return {};
  try {
    return experimentFromJson(text.toStdString());
  } catch (const Failure& failure) {
    logInfo("The remembered experiment was left out: " + failure.error().message);
    return {};
  }
}

}  // namespace

Settings loadSettings() {
  const QSettings stored;
  Settings settings;
  settings.geometry = stored.value("window/geometry").toByteArray();
  const int theme = stored.value("window/theme", 0).toInt();
  if (theme >= 0 && theme < kThemes) settings.theme = static_cast<ThemeChoice>(theme);
  settings.navigationCollapsed = stored.value("window/navigationCollapsed", false).toBool();
  settings.imageFolder = stored.value("folders/image").toString();
  settings.modelFolder = stored.value("folders/model").toString();
  settings.exportFolder = stored.value("folders/export").toString();
  settings.experiment = storedExperiment(stored.value("experiment").toString());
  settings.pages = QJsonDocument::fromJson(stored.value("pages").toByteArray()).object();
  return settings;
}

void saveSettings(const Settings& settings) {
  QSettings stored;
  stored.setValue("window/geometry", settings.geometry);
  stored.setValue("window/theme", static_cast<int>(settings.theme));
  stored.setValue("window/navigationCollapsed", settings.navigationCollapsed);
  stored.setValue("folders/image", settings.imageFolder);
  stored.setValue("folders/model", settings.modelFolder);
  stored.setValue("folders/export", settings.exportFolder);
  Experiment experiment = settings.experiment;
  if (std::holds_alternative<MemoryImage>(experiment.image)) {
    experiment.image = Experiment().image;
    experiment.model = Experiment().model;
    experiment.label.reset();
    experiment.target.reset();
  }
  stored.setValue("experiment", QString::fromStdString(toJson(experiment)));
  stored.setValue("pages", QJsonDocument(settings.pages).toJson(QJsonDocument::Compact));
}

}  // namespace adv
