// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/curves/setup_bar.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/api/find_by_id.hpp"
#include "widgets/controls/levels_edit.hpp"
#include "widgets/controls/tick_picker.hpp"
#include "widgets/experiment/comparison.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

struct Axis {
  const char* name;
  const char* title;
  const char* values;  ///< to begin with
};
constexpr Axis kAxes[] = {{"epsilon", "ε", "0, 1, 2, 4, 8, 12, 16, 24, 32"},
                          {"steps", "steps", "1, 2, 5, 10, 20, 40"},
                          {"restarts", "restarts", "1, 2, 5, 10"},
                          {"queries", "queries", "50, 100, 200, 500, 1000"}};
constexpr int kPictures = 64;

/// A slice of the pictures that the network's card names: test pictures with labels.
QString sliceFor(const ModelInfo& model) {
  QString data = QString::fromStdString(model.samples);
  data.replace(QStringLiteral("-gallery"), QStringLiteral("-test"));
  return data.isEmpty() ? data : QStringLiteral("%1:0-%2").arg(data).arg(kPictures);
}

QString textOf(const ParamSpec& axis, const std::vector<double>& values) {
  QStringList texts;
  for (const double value : values)
    texts << (axis.kind == ParamKind::Levels ? significant(255 * value, 6) : significant(value, 9));
  return texts.join(QStringLiteral(", "));
}

}  // namespace

SetupBar::SetupBar(const EnginePort& engine, QWidget* parent)
    : QWidget(parent),
      m_engine(engine),
      m_models(new TickPicker(tr("Networks"), entriesOf(engine.models()))),
      m_data(new QComboBox),
      m_attacks(new TickPicker(tr("Attacks"), entriesOf(engine.attacks()))),
      m_axis(new QComboBox),
      m_values(new QLineEdit),
      m_at(new QLabel(tr("at ε"))),
      m_epsilon(new LevelsEdit) {
  arrange();
  connect(m_models, &TickPicker::chosenChanged, this, &SetupBar::useModels);
  connect(m_attacks, &TickPicker::chosenChanged, this, &SetupBar::tell);
  connect(m_data, &QComboBox::activated, this, &SetupBar::tell);
  connect(m_data->lineEdit(), &QLineEdit::editingFinished, this, &SetupBar::tell);
  connect(m_axis, &QComboBox::activated, this, &SetupBar::chooseAxis);
  connect(m_values, &QLineEdit::editingFinished, this, &SetupBar::tell);
  connect(m_epsilon, &LevelsEdit::levelsChanged, this, &SetupBar::tell);
}

void SetupBar::arrange() {
  m_data->setEditable(true);
  m_data->setInsertPolicy(QComboBox::NoInsert);
  m_data->setMinimumContentsLength(16);
  for (const ModelInfo& model : m_engine.models()) {
    const QString slice = sliceFor(model);
    if (model.available && !slice.isEmpty() && m_data->findText(slice) < 0) m_data->addItem(slice);
  }
  m_data->setToolTip(tr("The pictures: a data set or a folder of class folders; :A-B takes those with A ≤ i < B"));
  m_data->setAccessibleName(tr("Pictures"));
  for (const Axis& axis : kAxes) {
    const auto& attacks = m_engine.attacks();
    if (std::any_of(attacks.begin(), attacks.end(), [&](const AttackInfo& info) { return info.param(axis.name); }))
      m_axis->addItem(tr("against %1").arg(tr(axis.title)), QString::fromLatin1(axis.name));
  }
  m_axis->setToolTip(tr("The parameter that varies"));
  m_axis->setAccessibleName(tr("Axis"));
  m_values->setToolTip(tr("The values that are measured, separated by commas; of ε in levels of 255"));
  m_values->setAccessibleName(tr("Values"));
  m_epsilon->setRange(0, 255);
  m_epsilon->setToolTip(tr("The ε of all attacks, 0 to 255 levels"));
  m_epsilon->setAccessibleName(tr("ε of all attacks, in levels of 255"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(m_models);
  layout->addWidget(m_data, 2);
  layout->addWidget(m_attacks);
  layout->addWidget(m_axis);
  layout->addWidget(m_values, 3);
  layout->addWidget(m_at);
  layout->addWidget(m_epsilon);
}

const ParamSpec* SetupBar::axisSpec() const {
  for (const AttackInfo& info : m_engine.attacks()) {
    if (const ParamSpec* spec = info.param(m_axis->currentData().toString().toStdString())) return spec;
  }
  return nullptr;
}

void SetupBar::setRequest(const RobustnessRequest& request) {
  m_request = request;
  m_models->setChosen(request.models);
  std::vector<std::string> attacks;
  for (const AttackChoice& choice : request.attacks) attacks.push_back(choice.attack);
  m_attacks->setChosen(attacks);
  m_data->setEditText(QString::fromStdString(request.data));
  m_axis->setCurrentIndex(std::max(0, m_axis->findData(QString::fromStdString(request.axis))));
  if (const ParamSpec* axis = axisSpec()) m_values->setText(textOf(*axis, request.values));
  const bool isOther = request.axis != "epsilon";
  m_at->setVisible(isOther);
  m_epsilon->setVisible(isOther);
}

/// Other networks bring pictures that fit them.
void SetupBar::useModels(const std::vector<std::string>& models) {
  for (const ModelInfo& info : m_engine.models()) {
    const bool isNew = !models.empty() && info.id == models.front() &&
                       (m_request.models.empty() || m_request.models.front() != info.id);
    if (isNew && !sliceFor(info).isEmpty()) m_data->setEditText(sliceFor(info));
  }
  tell();
}

void SetupBar::chooseAxis() {
  const QString chosen = m_axis->currentData().toString();
  for (const Axis& axis : kAxes) {
    if (chosen == QLatin1String(axis.name)) m_values->setText(QString::fromUtf8(axis.values));
  }
  const bool isOther = chosen != QLatin1String("epsilon");
  m_at->setVisible(isOther);
  m_epsilon->setVisible(isOther);
  if (isOther && m_epsilon->levels() == 0.0) {
    const AttackInfo* first =
        m_request.attacks.empty() ? nullptr : findById(m_engine.attacks(), m_request.attacks[0].attack);
    const ParamSpec* epsilon = first ? first->param("epsilon") : nullptr;
    m_epsilon->setLevels(epsilon ? 255 * epsilon->fallback : 8);
  }
  tell();
}

std::vector<double> SetupBar::readValues(const ParamSpec& axis) const {
  std::vector<double> values;
  for (const QString& text : m_values->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
    values.push_back(parseParam(axis, text.trimmed().toStdString(), true));
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  if (values.empty()) throw userFailure("There are no values.", "Give some, separated by commas: 0, 4, 8.");
  return values;
}

/// Attacks that have no such parameter are left out.
RobustnessRequest SetupBar::read() const {
  RobustnessRequest request = m_request;
  request.models = m_models->chosen();
  request.data = m_data->currentText().trimmed().toStdString();
  request.axis = m_axis->currentData().toString().toStdString();
  request.attacks.clear();
  for (const std::string& id : m_attacks->chosen()) {
    const AttackInfo& info = *findById(m_engine.attacks(), id);
    if (!info.param(request.axis)) continue;
    request.attacks.push_back({id, {}});
    if (request.axis != "epsilon" && sharesEpsilon(info))
      request.attacks.back().params["epsilon"] = m_epsilon->levels() / 255.0;
  }
  if (request.models.empty()) throw userFailure("No network is ticked.", "Tick one or more.");
  if (request.attacks.empty())
    throw userFailure("No ticked attack has the parameter \"" + request.axis + "\".", "Tick one that has it.");
  request.values = readValues(*axisSpec());
  return request;
}

void SetupBar::tell() {
  try {
    const RobustnessRequest request = read();
    emit problemFound({});
    if (request == m_request) return;
    m_request = request;
    emit requestChanged(request);
  } catch (const Failure& failure) {
    emit problemFound(QString::fromStdString(failure.error().text()));
  }
}

}  // namespace adv
