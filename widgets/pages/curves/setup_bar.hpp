// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/api/robustness.hpp"
#include "widgets/engine_port.hpp"

class QComboBox;
class QLabel;
class QLineEdit;

namespace adv {

class LevelsEdit;
class TickPicker;

/// What the curves are about: networks, pictures, attacks, the axis and its values.
class SetupBar : public QWidget {
  Q_OBJECT
 public:
  explicit SetupBar(const EnginePort& engine, QWidget* parent = nullptr);
  /// No signal.
  void setRequest(const RobustnessRequest& request);

 signals:
  void requestChanged(const adv::RobustnessRequest& request);
  /// A field does not fit: what to do, in a sentence. Empty where all is well again.
  void problemFound(const QString& text);

 private:
  void arrange();
  void chooseAxis();
  void useModels(const std::vector<std::string>& models);
  void tell();
  RobustnessRequest read() const;
  std::vector<double> readValues(const ParamSpec& axis) const;
  const ParamSpec* axisSpec() const;

  const EnginePort& m_engine;
  RobustnessRequest m_request;
  TickPicker* m_models;
  QComboBox* m_data;
  TickPicker* m_attacks;
  QComboBox* m_axis;
  QLineEdit* m_values;
  QLabel* m_at;
  LevelsEdit* m_epsilon;  ///< of all attacks, where another parameter is the axis
};

}  // namespace adv
