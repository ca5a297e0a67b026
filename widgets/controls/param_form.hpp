// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

#include "engine/api/describe.hpp"

class QFormLayout;

namespace adv {

/// A form made from an attack's own description. Knows no attack by name.
class ParamForm : public QWidget {
  Q_OBJECT
 public:
  explicit ParamForm(QWidget* parent = nullptr);

  /// Parameters named in `except` are left out: something else on the page sets them.
  void setParams(const std::vector<ParamSpec>& params, const QStringList& except = {});
  /// Missing values show their default, or "auto". No signal.
  void setValues(const ParamValues& values);
  /// What the attack worked out: shown as "auto (10)".
  void setResolved(const ParamValues& resolved);
  /// Without those that are left to the attack.
  const ParamValues& values() const { return m_values; }

 signals:
  void valuesChanged(const adv::ParamValues& values);

 private:
  struct Row {
    ParamSpec spec;
    std::function<void(std::optional<double>)> show;
    std::function<void(double)> showResolved;
  };
  Row makeRow(const ParamSpec& spec, QFormLayout* layout);
  Row levelsRow(const ParamSpec& spec, QWidget*& editor);
  Row integerRow(const ParamSpec& spec, QWidget*& editor);
  Row realRow(const ParamSpec& spec, QWidget*& editor);
  Row choiceRow(const ParamSpec& spec, QWidget*& editor);
  Row flagRow(const ParamSpec& spec, QWidget*& editor);
  void change(const std::string& name, std::optional<double> value);

  std::vector<Row> m_rows;
  ParamValues m_values;
};

}  // namespace adv
