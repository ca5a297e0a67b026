// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/figure_stack.hpp"

#include <QStringList>
#include <nlohmann/json.hpp>

namespace adv {

double FigureStack::height(const FigureStyle& style) const {
  double height = 0.0;
  for (const auto& part : m_parts) height += part->height(style) + style.textSize;
  return height;
}

void FigureStack::paint(QPainter& painter, const FigureStyle& style) const {
  for (const auto& part : m_parts) {
    painter.save();
    part->paint(painter, style);
    painter.restore();
    painter.translate(0, part->height(style) + style.textSize);
  }
}

QString FigureStack::caption() const {
  QStringList captions;
  for (const auto& part : m_parts) captions << part->caption();
  return captions.join(QLatin1Char(' '));
}

std::string FigureStack::csv() const {
  std::string all;
  for (const auto& part : m_parts) all += (all.empty() ? "" : "\n") + part->csv();
  return all;
}

std::string FigureStack::repeatJson() const {
  nlohmann::json all = nlohmann::json::array();
  for (const auto& part : m_parts) all.push_back(nlohmann::json::parse(part->repeatJson()));
  return nlohmann::json({{"program", "AdvScope"}, {"figures", all}}).dump(2);
}

}  // namespace adv
