// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/experiment/experiment.hpp"

#include <QRegularExpression>
#include <QStringList>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/api/error.hpp"

namespace adv {
namespace {

using nlohmann::json;

json imageToJson(const ImageSource& source) {
  if (const auto* file = std::get_if<FileImage>(&source)) return {{"file", file->path}};
  if (const auto* sample = std::get_if<SampleImage>(&source)) return {{"data", sample->data}, {"index", sample->index}};
  return {{"memory", std::get<MemoryImage>(source).name}};
}

Failure badField(const std::string& field, const std::string& expected) {
  return userFailure("The experiment's field \"" + field + "\" is not " + expected + ".", "Copy the experiment again.");
}

std::string textField(const json& object, const char* name) {
  if (!object.contains(name) || !object[name].is_string()) throw badField(name, "a text");
  return object[name].get<std::string>();
}

template <class Integer>
Integer wholeField(const json& value, const std::string& name) {
  if (!value.is_number_unsigned() || !std::in_range<Integer>(value.get<std::uint64_t>()))
    throw badField(name, "a whole number from 0");
  return value.get<Integer>();
}

ImageSource imageFromJson(const json& image) {
  if (!image.is_object()) throw badField("image", "an object");
  if (image.contains("file")) return FileImage{textField(image, "file")};
  if (image.contains("memory"))
    throw userFailure("The picture was only in memory and is not part of the experiment.",
                      "Save it first, then open the file.");
  return SampleImage{textField(image, "data"), wholeField<int>(image.value("index", json()), "index")};
}

QString shellQuoted(const QString& word) {
  static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:=+-]+$"));
  if (plain.match(word).hasMatch()) return word;
  return QLatin1Char('\'') + QString(word).replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

QString imageWord(const ImageSource& source) {
  if (const auto* file = std::get_if<FileImage>(&source)) return shellQuoted(QString::fromStdString(file->path));
  if (const auto* sample = std::get_if<SampleImage>(&source))
    return QStringLiteral("%1:%2").arg(QString::fromStdString(sample->data)).arg(sample->index);
  return shellQuoted(QString::fromStdString(std::get<MemoryImage>(source).name));
}

}  // namespace

std::string toJson(const Experiment& experiment) {
  json object = {{"image", imageToJson(experiment.image)},
                 {"model", experiment.model},
                 {"attack", experiment.attack},
                 {"params", experiment.params},
                 {"seed", experiment.seed}};
  if (experiment.label) object["label"] = *experiment.label;
  if (experiment.target) object["target"] = *experiment.target;
  return object.dump(2);
}

Experiment experimentFromJson(const std::string& text) {
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object()) throw userFailure("This is not an experiment.", "Copy one with Edit › Copy as JSON.");
  Experiment experiment;
  for (const auto& [name, value] : object.items()) {
    if (name == "image") {
      experiment.image = imageFromJson(value);
    } else if (name == "model") {
      experiment.model = textField(object, "model");
    } else if (name == "attack") {
      experiment.attack = textField(object, "attack");
    } else if (name == "params") {
      if (!value.is_object()) throw badField(name, "an object");
      for (const auto& [param, number] : value.items()) {
        if (!number.is_number()) throw badField("params." + param, "a number");
        experiment.params[param] = number.get<double>();
      }
    } else if (name == "label") {
      experiment.label = wholeField<int>(value, name);
    } else if (name == "target") {
      experiment.target = wholeField<int>(value, name);
    } else if (name == "seed") {
      experiment.seed = wholeField<std::uint64_t>(value, name);
    } else {
      throw badField(name, "known");
    }
  }
  return experiment;
}

QString toCommandLine(const Experiment& experiment, const AttackInfo& attack) {
  QStringList words = {QStringLiteral("advscope"),
                       QStringLiteral("attack"),
                       imageWord(experiment.image),
                       QStringLiteral("--model"),
                       shellQuoted(QString::fromStdString(experiment.model)),
                       QStringLiteral("--attack"),
                       QString::fromStdString(attack.id)};
  for (const auto& [name, value] : experiment.params) {
    const ParamSpec* spec = attack.param(name);
    if (!spec) continue;
    const QString text = QString::fromStdString(formatParam(*spec, value));
    const bool hasOwnOption = name == "epsilon" || name == "step-size" || name == "steps";
    if (hasOwnOption) {
      words << QStringLiteral("--") + QString::fromStdString(name) << text;
    } else {
      words << QStringLiteral("--set") << shellQuoted(QString::fromStdString(name) + QLatin1Char('=') + text);
    }
  }
  if (experiment.label) words << QStringLiteral("--label") << QString::number(*experiment.label);
  if (experiment.target) words << QStringLiteral("--target") << QString::number(*experiment.target);
  words << QStringLiteral("--seed") << QString::number(experiment.seed);
  return words.join(QLatin1Char(' '));
}

}  // namespace adv
