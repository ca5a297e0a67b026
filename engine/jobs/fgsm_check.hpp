// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/templates.hpp"
#include "engine/linear/data.hpp"
#include "engine/linear/linear_classifier.hpp"

namespace adv {

/// Runs the program's own attack `fgsm` on a linear classifier, a few test pictures a step, beside the closed form.
class FgsmChecker {
 public:
  FgsmChecker(linear::Model model, linear::Rows rows, double epsilon);

  void step();
  bool isDone() const { return m_next == m_rows.count(); }
  FgsmCheck result() const;

 private:
  std::shared_ptr<const linear::LinearClassifier> m_classifier;
  linear::Rows m_rows;
  double m_epsilon;
  std::int64_t m_next = 0;
  FgsmCheck m_sums;
};

}  // namespace adv
