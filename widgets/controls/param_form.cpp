// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/param_form.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <algorithm>
#include <cmath>

#include "widgets/controls/levels_edit.hpp"

namespace adv {
namespace {

QString textOf(const std::string& text) { return QString::fromStdString(text); }

QString tipOf(const ParamSpec& spec) {
  QString range;
  if (spec.kind != ParamKind::Choice && spec.kind != ParamKind::Flag) {
    range =
        QObject::tr("\nRange: %1 to %2 %3")
            .arg(textOf(formatParam(spec, spec.minimum)), textOf(formatParam(spec, spec.maximum)), textOf(spec.unit));
  }
  return textOf(spec.help) + range + QLatin1Char('\n') + textOf(spec.citation);
}

/// A number as a person writes it: 0.0001, not 1e-4, and no zeros at its end.
class RealSpinBox : public QDoubleSpinBox {
 public:
  explicit RealSpinBox(const ParamSpec& spec) {
    setDecimals(decimalsOf(spec));
    setRange(spec.minimum, spec.maximum);
    setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    setKeyboardTracking(false);
  }

 protected:
  QString textFromValue(double value) const override {
    QString text = locale().toString(value, 'f', decimals());
    if (!text.contains(locale().decimalPoint())) return text;
    while (text.endsWith(locale().zeroDigit())) text.chop(1);
    if (text.endsWith(locale().decimalPoint())) text.chop(locale().decimalPoint().size());
    return text;
  }

 private:
  /// One digit more than the smallest number that the description names.
  static int decimalsOf(const ParamSpec& spec) {
    double smallest = 1.0;
    for (const double value : {std::abs(spec.minimum), std::abs(spec.fallback)})
      if (value > 0.0) smallest = std::min(smallest, value);
    return std::clamp(static_cast<int>(std::ceil(-std::log10(smallest))) + 2, 3, 8);
  }
};

/// "L∞" for the command line's "linf".
QString choiceText(const std::string& choice) {
  if (choice == "linf") return QStringLiteral("L∞");
  return choice == "l2" || choice == "l0" ? textOf(choice).toUpper() : textOf(choice);
}

}  // namespace

ParamForm::ParamForm(QWidget* parent) : QWidget(parent) { setFocusPolicy(Qt::NoFocus); }

void ParamForm::setParams(const std::vector<ParamSpec>& params, const QStringList& except) {
  qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
  delete layout();
  m_rows.clear();
  m_values.clear();
  auto* form = new QFormLayout(this);
  form->setContentsMargins(0, 0, 0, 0);
  form->setHorizontalSpacing(16);
  for (const ParamSpec& spec : params) {
    if (!except.contains(textOf(spec.name))) m_rows.push_back(makeRow(spec, form));
  }
  setValues({});
}

ParamForm::Row ParamForm::makeRow(const ParamSpec& spec, QFormLayout* form) {
  QWidget* editor = nullptr;
  Row row;
  switch (spec.kind) {
    case ParamKind::Levels: row = levelsRow(spec, editor); break;
    case ParamKind::Integer: row = integerRow(spec, editor); break;
    case ParamKind::Real: row = realRow(spec, editor); break;
    case ParamKind::Choice: row = choiceRow(spec, editor); break;
    case ParamKind::Flag: row = flagRow(spec, editor); break;
  }
  row.spec = spec;
  editor->setToolTip(tipOf(spec));
  editor->setAccessibleName(textOf(spec.label + ", " + spec.help));
  auto* label = new QLabel(QLatin1Char('&') + textOf(spec.label));
  label->setBuddy(editor);
  label->setToolTip(tipOf(spec));
  form->addRow(label, editor);
  return row;
}

ParamForm::Row ParamForm::levelsRow(const ParamSpec& spec, QWidget*& editor) {
  auto* edit = new LevelsEdit;
  edit->setRange(spec.minimum * 255, spec.maximum * 255);
  connect(edit, &LevelsEdit::levelsChanged, this,
          [this, name = spec.name](double levels) { change(name, levels / 255); });
  editor = edit;
  if (spec.automatic) edit->allowAutomatic();
  connect(edit, &LevelsEdit::automaticAsked, this, [this, name = spec.name] { change(name, std::nullopt); });
  const auto show = [edit, spec](std::optional<double> value) {
    if (spec.automatic && !value) return edit->setAutomatic({});
    edit->setLevels(value.value_or(spec.fallback) * 255);
  };
  const auto showResolved = [edit](double value) {
    if (edit->isAutomatic()) edit->setAutomatic(value * 255);
  };
  return {spec, show, showResolved};
}

ParamForm::Row ParamForm::integerRow(const ParamSpec& spec, QWidget*& editor) {
  auto* spin = new QSpinBox;
  const int lowest = static_cast<int>(spec.minimum);
  const int automatic = lowest - 1;
  spin->setRange(spec.automatic ? automatic : lowest, static_cast<int>(spec.maximum));
  spin->setKeyboardTracking(false);
  if (spec.automatic) spin->setSpecialValueText(tr("auto"));
  connect(spin, &QSpinBox::valueChanged, this, [this, spec, automatic](int value) {
    change(spec.name, spec.automatic && value == automatic ? std::nullopt : std::optional<double>(value));
  });
  editor = spin;
  const auto show = [spin, spec, automatic](std::optional<double> value) {
    const QSignalBlocker quiet(spin);
    spin->setValue(value ? static_cast<int>(*value) : spec.automatic ? automatic : static_cast<int>(spec.fallback));
  };
  const auto showResolved = [spin, spec](double value) {
    if (spec.automatic) spin->setSpecialValueText(tr("auto (%1)").arg(static_cast<int>(value)));
  };
  return {spec, show, showResolved};
}

ParamForm::Row ParamForm::realRow(const ParamSpec& spec, QWidget*& editor) {
  auto* spin = new RealSpinBox(spec);
  connect(spin, &QDoubleSpinBox::valueChanged, this, [this, name = spec.name](double value) { change(name, value); });
  editor = spin;
  const auto show = [spin, spec](std::optional<double> value) {
    const QSignalBlocker quiet(spin);
    spin->setValue(value.value_or(spec.fallback));
  };
  return {spec, show, [](double) {}};
}

ParamForm::Row ParamForm::choiceRow(const ParamSpec& spec, QWidget*& editor) {
  auto* combo = new QComboBox;
  for (const std::string& choice : spec.choices) combo->addItem(choiceText(choice));
  connect(combo, &QComboBox::currentIndexChanged, this, [this, name = spec.name](int index) { change(name, index); });
  editor = combo;
  const auto show = [combo, spec](std::optional<double> value) {
    const QSignalBlocker quiet(combo);
    combo->setCurrentIndex(static_cast<int>(value.value_or(spec.fallback)));
  };
  return {spec, show, [](double) {}};
}

ParamForm::Row ParamForm::flagRow(const ParamSpec& spec, QWidget*& editor) {
  auto* box = new QCheckBox;
  connect(box, &QCheckBox::toggled, this, [this, name = spec.name](bool on) { change(name, on ? 1.0 : 0.0); });
  editor = box;
  const auto show = [box, spec](std::optional<double> value) {
    const QSignalBlocker quiet(box);
    box->setChecked(value.value_or(spec.fallback) != 0.0);
  };
  return {spec, show, [](double) {}};
}

void ParamForm::setValues(const ParamValues& values) {
  m_values.clear();
  for (const Row& row : m_rows) {
    const auto given = values.find(row.spec.name);
    if (given != values.end()) m_values[row.spec.name] = given->second;
    row.show(given != values.end() ? std::optional<double>(given->second) : std::nullopt);
  }
}

void ParamForm::setResolved(const ParamValues& resolved) {
  for (const Row& row : m_rows) {
    const auto value = resolved.find(row.spec.name);
    if (value != resolved.end()) row.showResolved(value->second);
  }
}

void ParamForm::change(const std::string& name, std::optional<double> value) {
  if (value) {
    m_values[name] = *value;
  } else {
    m_values.erase(name);
  }
  emit valuesChanged(m_values);
}

}  // namespace adv
