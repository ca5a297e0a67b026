// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/trust_figure.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "widgets/controls/lamp_shape.hpp"
#include "widgets/figures/figure_plot.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/plots/trust_lines.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.35;
constexpr double kRow = 2.75;  ///< height of a lamp's row, of the text size
constexpr double kHead = 3.2;
constexpr double kLampShare = 0.56;  ///< of the width

QString text(const std::string& from) { return QString::fromStdString(from); }

}  // namespace

TrustFigure::TrustFigure(TrustReported report, AttackInfo attack)
    : m_report(std::move(report)), m_attack(std::move(attack)) {}

double TrustFigure::height(const FigureStyle& style) const {
  return style.textSize * (kHead + kRow * static_cast<double>(m_report.lamps.size()) + 2.4);
}

void TrustFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double size = style.textSize;
  drawFigureText(painter, {0, 0, style.width, size * kLine * 1.2}, Qt::AlignLeft | Qt::AlignVCenter,
                 text(m_report.sentence), size * 1.15, figureInk().text, QFont::DemiBold);
  drawFigureText(painter, {0, size * kLine * 1.2, style.width, size * kLine}, Qt::AlignLeft | Qt::AlignVCenter,
                 text(m_report.detail), size * 0.9, figureInk().mutedText);
  const double top = size * kHead;
  const double bottom = height(style) - size * 2.4;
  paintLamps(painter, style, {0, top, style.width * kLampShare, bottom - top});
  SharePlot plot;
  plot.title = QObject::tr("Still right, against ε");
  plot.xName = QObject::tr("ε in levels of 255 (%1)").arg(text(m_attack.normWith(m_report.request.params)));
  plot.reach = 255.0 * trustReach(m_report.model, m_report.epsilon);
  plot.marker = 255.0 * m_report.epsilon;
  plot.lines = trustLines(m_report);
  const double left = style.width * (kLampShare + 0.03);
  paintSharePlot(painter, style, {left, top, style.width - left, bottom - top}, plot);
  drawFigureText(painter, {0, height(style) - size * kLine, style.width, size * kLine},
                 Qt::AlignLeft | Qt::AlignVCenter, caption(), size * 0.8, figureInk().mutedText);
}

void TrustFigure::paintLamps(QPainter& painter, const FigureStyle& style, const QRectF& place) const {
  const double size = style.textSize;
  double y = place.top();
  for (const Lamp& lamp : m_report.lamps) {
    paintLamp(painter, {place.left(), y + size * 0.25, size * 1.4, size * 1.4}, lamp.state, false);
    const QRectF line(place.left() + size * 2, y, place.width() - size * 2, size * kLine);
    drawFigureText(painter, line, Qt::AlignLeft | Qt::AlignVCenter, text(lamp.title), size, figureInk().text,
                   QFont::DemiBold);
    drawFigureText(painter, line, Qt::AlignRight | Qt::AlignVCenter, lampWord(lamp.state), size * 0.9,
                   lampColour(lamp.state, false), QFont::DemiBold);
    drawFigureText(painter, line.translated(0, size * 1.15), Qt::AlignLeft | Qt::AlignVCenter, text(lamp.measured),
                   size * 0.78, figureInk().mutedText);
    y += size * kRow;
  }
}

QString TrustFigure::caption() const {
  QStringList parts = {text(m_report.model.title), text(m_report.request.data),
                       text(m_attack.title + " (" + m_attack.normWith(m_report.request.params) + ")")};
  for (const auto& [name, value] : m_report.request.params) {
    if (const ParamSpec* spec = m_attack.param(name)) parts << text(spec->label + " = " + formatParam(*spec, value));
  }
  parts << QObject::tr("n = %1").arg(m_report.count) << QObject::tr("seed %1").arg(m_report.request.seed);
  return parts.join(QStringLiteral(" · "));
}

QString TrustFigure::fileStem() const {
  return QStringLiteral("trust-%1-%2").arg(text(m_report.model.id), text(m_attack.id));
}

std::string TrustFigure::csv() const {
  std::ostringstream out;
  out << "run,epsilon,still_right,of\n";
  for (const TrustCount& count : m_report.counts)
    out << csvQuoted(count.what) << ',' << count.epsilon << ',' << count.right << ',' << count.of << '\n';
  return out.str();
}

std::string TrustFigure::repeatJson() const {
  nlohmann::json lamps = nlohmann::json::array();
  for (const Lamp& lamp : m_report.lamps) {
    lamps.push_back({{"id", lamp.id},
                     {"state", nameOf(lamp.state)},
                     {"measured", lamp.measured},
                     {"expected", lamp.expected},
                     {"ran", lamp.ran}});
  }
  const nlohmann::json json = {{"program", "AdvScope"},
                               {"subcommand", "trust"},
                               {"model", {{"id", m_report.model.id}, {"weights_sha256", m_report.model.weightsSha256}}},
                               {"data", m_report.request.data},
                               {"attack", m_report.request.attack},
                               {"parameters", m_report.request.params},
                               {"surrogate", m_report.request.other},
                               {"seed", m_report.request.seed},
                               {"verdict", nameOf(m_report.verdict)},
                               {"lamps", lamps},
                               {"caption", caption().toStdString()}};
  return json.dump(2);
}

}  // namespace adv
