// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/prediction_table.hpp"

#include "app/cli/output.hpp"
#include "widgets/style/format.hpp"

namespace adv {

std::string predictionTable(const Prediction& prediction, const ModelInfo& model) {
  std::vector<std::vector<std::string>> rows = {{"CLASS", "LABEL", "PROBABILITY", "LOGIT"}};
  for (const ClassScore& score : prediction.top) {
    rows.push_back({std::to_string(score.index), model.labelOf(score.index),
                    percentText(score.probability).toStdString(), QString::number(score.logit, 'f', 3).toStdString()});
  }
  return textTable(rows, {Align::Right, Align::Left, Align::Right, Align::Right});
}

}  // namespace adv
