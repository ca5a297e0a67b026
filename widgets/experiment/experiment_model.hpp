// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QUndoStack>
#include <map>

#include "widgets/experiment/experiment.hpp"

namespace adv {

/// The experiment that all pages share, with undo. A drag between `beginGesture` and `endGesture` is one undo step.
/// Each attack keeps its own parameters while another is chosen.
class ExperimentModel : public QObject {
  Q_OBJECT
 public:
  explicit ExperimentModel(std::vector<AttackInfo> attacks, QObject* parent = nullptr);

  const Experiment& experiment() const { return m_experiment; }
  QUndoStack& undoStack() { return m_undo; }
  /// The chosen attack; null where its id is unknown.
  const AttackInfo* attack() const { return attackOf(m_experiment.attack); }
  /// The value of a parameter: the given one, or its default. NaN where the attack works it out itself.
  double param(const std::string& name) const;

  void setImage(const ImageSource& image);
  void setModel(const std::string& model);
  /// A network with a picture that fits it; label and target are forgotten, as they name classes of the old one.
  /// With `epsilon` in [0, 1], the attack's ε goes there in the same step, where it has one.
  void setModelAndImage(const std::string& model, const ImageSource& image, std::optional<double> epsilon = {});
  /// ε goes along where both attacks measure it in the same norm, as far as the new one takes it; otherwise the new one
  /// has its own.
  void setAttack(const std::string& attack);
  /// A change of the parameter "norm" changes ε with it: 8/255 in L∞ is as usual as 128/255 in L2.
  void setParam(const std::string& name, double value);
  /// Values that do not fit the attack's descriptions are refused, quietly.
  void setParams(const ParamValues& params);
  void setLabel(std::optional<int> label);
  void setTarget(std::optional<int> target);
  void setSeed(std::uint64_t seed);
  void setExperiment(const Experiment& experiment);

  /// Whoever shows the run of this experiment goes to that step, as soon as it is there. Not a part of the experiment.
  void lookAt(int step) { emit stepWanted(step); }

  void beginGesture();
  void endGesture();

 signals:
  void imageChanged();
  void modelChanged();
  void attackChanged();
  void paramsChanged();
  void labelChanged();
  void targetChanged();
  void seedChanged();
  void changed();
  void stepWanted(int step);

 private:
  friend class ChangeExperiment;
  const AttackInfo* attackOf(const std::string& id) const;
  bool isValid(const Experiment& experiment) const;
  void fitToNorm(Experiment& next) const;
  void change(const QString& what, const Experiment& next);
  void apply(const Experiment& next);

  std::vector<AttackInfo> m_attacks;
  Experiment m_experiment;
  std::map<std::string, ParamValues> m_paramsOf;  ///< of the attacks that were chosen before
  QUndoStack m_undo;
  int m_gesture = 0;  ///< number of the gesture under way; 0: none
  int m_lastGesture = 0;
};

}  // namespace adv
