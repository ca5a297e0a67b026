// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/robustness_figure.hpp"

#include <QStringList>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/api/find_by_id.hpp"
#include "widgets/experiment/comparison.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/line_chart.hpp"
#include "widgets/figures/robustness_lines.hpp"

namespace adv {
namespace {

constexpr double kAspect = 0.5;
constexpr double kLine = 1.5;

}  // namespace

RobustnessFigure::RobustnessFigure(RobustnessReady ready, std::vector<AttackInfo> attacks)
    : m_ready(std::move(ready)), m_attacks(std::move(attacks)) {}

double RobustnessFigure::height(const FigureStyle& style) const {
  return style.width * kAspect + style.textSize * kLine;
}

void RobustnessFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const RobustnessLines curves(m_ready, m_attacks);
  const LineChart chart{curves.lines(), curves.axisName(), QObject::tr("Accuracy under attack"), curves.low(),
                        curves.high()};
  const double tall = style.width * kAspect;
  paintLineChart(painter, {0, 0, style.width, tall}, chart, style.textSize, style.lineWidth, figureInk());
  drawFigureText(painter, {0, tall, style.width, style.textSize * kLine}, Qt::AlignLeft | Qt::AlignVCenter, caption(),
                 style.textSize * 0.8, figureInk().mutedText);
}

QString RobustnessFigure::caption() const {
  const RobustnessRequest& request = m_ready.request;
  QStringList models;
  for (const CleanCount& clean : m_ready.clean) models << QString::fromStdString(clean.model.title);
  QStringList parts = {models.join(QStringLiteral(", ")), QString::fromStdString(request.data)};
  int fewest = m_ready.pictures;
  for (const RobustnessCell& cell : m_ready.cells) fewest = std::min(fewest, cell.count);
  parts << (m_ready.complete ? QObject::tr("n = %1").arg(m_ready.pictures)
                             : QObject::tr("unfinished: n = %1 or more of %2").arg(fewest).arg(m_ready.pictures));
  for (const AttackChoice& choice : request.attacks) {
    const AttackInfo* info = findById(m_attacks, choice.attack);
    QString attack = QString::fromStdString(info ? info->title : choice.attack);
    for (const auto& [name, value] : choice.params) {
      const ParamSpec* spec = info ? info->param(name) : nullptr;
      if (spec && name != request.axis)
        attack += QString::fromStdString(" " + spec->label + " = " + formatParam(*spec, value));
    }
    parts << attack;
  }
  parts << QObject::tr("95 % Wilson intervals")
        << (request.eightBit ? QObject::tr("8-bit images") : QObject::tr("float images"))
        << QObject::tr("seed %1").arg(request.seed);
  return parts.join(QStringLiteral(" · "));
}

QString RobustnessFigure::fileStem() const {
  return QStringLiteral("robustness-%1").arg(QString::fromStdString(m_ready.request.axis));
}

std::string RobustnessFigure::csv() const {
  const RobustnessRequest& request = m_ready.request;
  std::ostringstream out;
  out << std::setprecision(9) << "model,attack," << request.axis
      << ",count,attacked,robust,accuracy,low95,high95,seconds,gradients,queries\n";
  for (std::size_t model = 0; model < m_ready.clean.size(); ++model) {
    const CleanCount& clean = m_ready.clean[model];
    const std::string id = csvQuoted(request.models[model]);
    out << id << ",none,," << clean.count << ",," << clean.correct << ',' << clean.accuracy() << ','
        << clean.interval().low << ',' << clean.interval().high << ",,,\n";
    for (std::size_t attack = 0; attack < request.attacks.size(); ++attack) {
      for (std::size_t value = 0; value < request.values.size(); ++value) {
        const RobustnessCell& cell = m_ready.cell(model, attack, value);
        out << id << ',' << request.attacks[attack].attack << ',' << request.values[value] << ',' << cell.count << ','
            << cell.attacked << ',' << cell.robust << ',' << cell.accuracy() << ',' << cell.interval().low << ','
            << cell.interval().high << ',' << cell.seconds << ',' << cell.cost.gradients << ',' << cell.cost.queries
            << '\n';
      }
    }
  }
  return out.str();
}

std::string RobustnessFigure::repeatJson() const {
  const RobustnessRequest& request = m_ready.request;
  nlohmann::json models = nlohmann::json::array();
  for (std::size_t model = 0; model < m_ready.clean.size(); ++model) {
    models.push_back({{"id", request.models[model]}, {"weights_sha256", m_ready.clean[model].model.weightsSha256}});
  }
  nlohmann::json attacks = nlohmann::json::array();
  for (const AttackChoice& choice : request.attacks)
    attacks.push_back({{"attack", choice.attack}, {"parameters", choice.params}});
  return nlohmann::json({{"program", "AdvScope"},
                         {"models", models},
                         {"data", request.data},
                         {"attacks", attacks},
                         {"axis", request.axis},
                         {"values", request.values},
                         {"seed", request.seed},
                         {"batch", request.batch},
                         {"eight_bit", request.eightBit},
                         {"pictures", m_ready.pictures},
                         {"complete", m_ready.complete},
                         {"caption", caption().toStdString()}})
      .dump(2);
}

}  // namespace adv
