// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/linearity_report.hpp"

#include "widgets/style/format.hpp"

namespace adv {

Json toJson(const LinearityRequest& request, const LinearityReady& ready) {
  Json networks = Json::array();
  for (const LinearityRow& row : ready.rows) {
    Json lines = Json::array();
    for (const LogitLine& line : row.lines) {
      lines.push_back({{"class", line.classIndex},
                       {"label", row.model.labelOf(line.classIndex)},
                       {"slope", line.fit.slope},
                       {"intercept", line.fit.intercept},
                       {"r2", line.fit.r2},
                       {"logits", line.logits}});
    }
    networks.push_back({{"model", row.model.id},
                        {"weights_sha256", row.model.weightsSha256},
                        {"label", row.label},
                        {"wrong_from_start", row.wrongFromStart},
                        {"r2", row.r2},
                        {"lines", lines},
                        {"says", row.says},
                        {"confidence", row.confidence},
                        {"count", row.count},
                        {"clean_accuracy", row.cleanAccuracy},
                        {"fgsm_errors", row.errors}});
  }
  return {{"image", nameOf(request.image)},
          {"data", request.data},
          {"t", ready.line},
          {"epsilons", ready.epsilons},
          {"networks", networks}};
}

void printReport(const LinearityReady& ready, double levels, const Json& files) {
  printText(linearityVerdict(ready, levels).headline.toStdString() + ".\n\n");
  const std::size_t at = errorAt(ready, levels);
  std::vector<std::vector<std::string>> rows = {
      {"NETWORK", "R2", "CLEAN ERROR", "AFTER FGSM " + levelsText(levels / 255).toStdString()}};
  for (const LinearityRow& row : ready.rows) {
    rows.push_back({row.model.id, QString::number(row.r2, 'f', 4).toStdString(),
                    shareText(row.errors.front()).toStdString(), shareText(row.errors[at]).toStdString()});
  }
  printText(textTable(rows, {Align::Left, Align::Right, Align::Right, Align::Right}));
  printWritten(files);
}

}  // namespace adv
