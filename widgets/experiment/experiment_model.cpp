// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/experiment/experiment_model.hpp"

#include <QUndoCommand>
#include <algorithm>
#include <limits>
#include <utility>

#include "engine/api/error.hpp"
#include "engine/api/find_by_id.hpp"

namespace adv {
namespace {

/// 8/255 in L∞ and 0.5 in L2 are the usual pair.
constexpr double kL2OfLinf = 16.0;

double inNorm(double epsilon, const std::string& from, const std::string& to) {
  if (from == to) return epsilon;
  return to == "L2" ? epsilon * kL2OfLinf : epsilon / kL2OfLinf;
}

void setClamped(ParamValues& params, const ParamSpec& spec, double value) {
  params[spec.name] = std::clamp(value, spec.minimum, spec.maximum);
}

}  // namespace

/// One undo step: from one state to another. Changes of one gesture merge.
class ChangeExperiment : public QUndoCommand {
 public:
  ChangeExperiment(ExperimentModel& model, const QString& text, Experiment before, Experiment after, int gesture)
      : QUndoCommand(text),
        m_model(model),
        m_before(std::move(before)),
        m_after(std::move(after)),
        m_gesture(gesture) {}

  void redo() override { m_model.apply(m_after); }
  void undo() override { m_model.apply(m_before); }
  int id() const override { return m_gesture > 0 ? 1 : -1; }
  bool mergeWith(const QUndoCommand* newer) override {
    const auto* other = static_cast<const ChangeExperiment*>(newer);
    if (other->m_gesture != m_gesture) return false;
    m_after = other->m_after;
    setObsolete(m_after == m_before);
    return true;
  }

 private:
  ExperimentModel& m_model;
  Experiment m_before;
  Experiment m_after;
  int m_gesture;
};

ExperimentModel::ExperimentModel(std::vector<AttackInfo> attacks, QObject* parent)
    : QObject(parent), m_attacks(std::move(attacks)) {
  m_undo.setUndoLimit(500);
}

const AttackInfo* ExperimentModel::attackOf(const std::string& id) const { return findById(m_attacks, id); }

double ExperimentModel::param(const std::string& name) const {
  const auto given = m_experiment.params.find(name);
  if (given != m_experiment.params.end()) return given->second;
  const ParamSpec* spec = attack() ? attack()->param(name) : nullptr;
  return spec && !spec->automatic ? spec->fallback : std::numeric_limits<double>::quiet_NaN();
}

bool ExperimentModel::isValid(const Experiment& experiment) const {
  const AttackInfo* info = attackOf(experiment.attack);
  if (!info) return false;
  try {
    checkParams(info->params, experiment.params);
  } catch (const Failure&) {
    return false;
  }
  return true;
}

void ExperimentModel::change(const QString& what, const Experiment& next) {
  if (next == m_experiment || !isValid(next)) return;
  m_undo.push(new ChangeExperiment(*this, what, m_experiment, next, m_gesture));
}

void ExperimentModel::apply(const Experiment& next) {
  const Experiment before = std::exchange(m_experiment, next);
  m_paramsOf[m_experiment.attack] = m_experiment.params;
  if (before == next) return;
  if (before.model != next.model) {
    emit modelChanged();
  } else if (before.image != next.image) {
    emit imageChanged();
  } else if (before.label != next.label) {
    emit labelChanged();
  } else if (before.attack != next.attack) {
    emit attackChanged();
  } else if (before.target != next.target) {
    emit targetChanged();
  } else if (before.seed != next.seed) {
    emit seedChanged();
  } else {
    emit paramsChanged();
  }
  emit changed();
}

void ExperimentModel::setImage(const ImageSource& image) {
  Experiment next = m_experiment;
  next.image = image;
  next.label.reset();
  change(tr("image"), next);
}

void ExperimentModel::setModel(const std::string& model) { setModelAndImage(model, m_experiment.image); }

void ExperimentModel::setModelAndImage(const std::string& model, const ImageSource& image,
                                       std::optional<double> epsilon) {
  Experiment next = m_experiment;
  next.image = image;
  if (next.model != model || next.image != m_experiment.image) next.label.reset();
  if (next.model != model) next.target.reset();
  next.model = model;
  const ParamSpec* spec = attack() ? attack()->param("epsilon") : nullptr;
  if (epsilon && spec) setClamped(next.params, *spec, inNorm(*epsilon, "L∞", attack()->normWith(next.params)));
  change(tr("model"), next);
}

void ExperimentModel::setAttack(const std::string& attack) {
  const AttackInfo* info = attackOf(attack);
  if (!info) return;
  Experiment next = m_experiment;
  next.attack = attack;
  const auto known = m_paramsOf.find(attack);
  next.params = known != m_paramsOf.end() ? known->second : ParamValues();
  const auto epsilon = m_experiment.params.find("epsilon");
  const ParamSpec* spec = info->param("epsilon");
  const AttackInfo* old = this->attack();
  if (epsilon != m_experiment.params.end() && spec && old &&
      old->normWith(m_experiment.params) == info->normWith(next.params))
    setClamped(next.params, *spec, epsilon->second);
  if (info->targeting == Targeting::Never) next.target.reset();
  change(tr("attack"), next);
}

void ExperimentModel::setParam(const std::string& name, double value) {
  Experiment next = m_experiment;
  next.params[name] = value;
  fitToNorm(next);
  change(tr("parameter"), next);
}

void ExperimentModel::setParams(const ParamValues& params) {
  Experiment next = m_experiment;
  next.params = params;
  fitToNorm(next);
  change(tr("parameters"), next);
}

/// A distance means something else in another norm: ε is converted, a step size goes back to its default.
void ExperimentModel::fitToNorm(Experiment& next) const {
  const AttackInfo* info = attack();
  const ParamSpec* spec = info ? info->param("epsilon") : nullptr;
  if (!spec || !info->param("norm")) return;
  const std::string before = info->normWith(m_experiment.params);
  const std::string after = info->normWith(next.params);
  if (before == after) return;
  setClamped(next.params, *spec, inNorm(param("epsilon"), before, after));
  next.params.erase("step-size");
}

void ExperimentModel::setLabel(std::optional<int> label) {
  Experiment next = m_experiment;
  next.label = label;
  change(tr("label"), next);
}

void ExperimentModel::setTarget(std::optional<int> target) {
  Experiment next = m_experiment;
  next.target = target;
  change(tr("target"), next);
}

void ExperimentModel::setSeed(std::uint64_t seed) {
  Experiment next = m_experiment;
  next.seed = seed;
  change(tr("seed"), next);
}

void ExperimentModel::setExperiment(const Experiment& experiment) { change(tr("experiment"), experiment); }

void ExperimentModel::beginGesture() {
  if (m_gesture == 0) m_gesture = ++m_lastGesture;
}

void ExperimentModel::endGesture() { m_gesture = 0; }

}  // namespace adv
