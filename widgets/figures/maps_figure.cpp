// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/maps_figure.hpp"

#include <QObject>
#include <algorithm>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/map_panel.hpp"
#include "widgets/figures/network_drawing.hpp"

namespace adv {
namespace {

constexpr double kTextShare = 0.7;
constexpr double kLine = 1.4;
constexpr int kColumns = 16;

MapPanel panelOf(const FeatureMapsReady& maps) {
  const int count = static_cast<int>(maps.shown.size());
  return {maps, count, std::clamp(count, 1, kColumns)};
}

}  // namespace

MapsFigure::MapsFigure(MapsFigureData data) : m_data(std::move(data)) {}

double MapsFigure::height(const FigureStyle& style) const {
  const double text = kTextShare * style.textSize;
  return panelOf(m_data.maps).height(style.width, text) + 1.6 * kLine * text;
}

void MapsFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double text = kTextShare * style.textSize;
  const MapPanel panel = panelOf(m_data.maps);
  const double bottom = panel.height(style.width, text);
  panel.paint(painter, {0, 0, style.width, bottom}, text);
  drawFigureText(painter, {0, bottom + 0.4 * text, style.width, kLine * text}, Qt::AlignLeft | Qt::AlignVCenter,
                 caption(), text, figureInk().mutedText);
}

QString MapsFigure::caption() const {
  QStringList parts = {QString::fromStdString(nameOf(m_data.request.subject.image)),
                       QString::fromStdString(m_data.model.title),
                       describe(m_data.maps.layer).replace(QLatin1Char('\n'), QStringLiteral("; "))};
  if (!m_data.attack.empty()) parts << QString::fromStdString(m_data.attack);
  return parts.join(QStringLiteral(" · "));
}

QString MapsFigure::fileStem() const {
  QString stem = QStringLiteral("maps-%1-%2")
                     .arg(QString::fromStdString(m_data.model.id), QString::fromStdString(m_data.maps.layer.name));
  return stem.replace(QLatin1Char(' '), QLatin1Char('-'));
}

std::string MapsFigure::csv() const {
  const FeatureMapsReady& maps = m_data.maps;
  std::ostringstream out;
  out << std::setprecision(9) << "channel,x,y,clean,adversarial\n";
  for (std::size_t i = 0; i < maps.clean.size(); ++i) {
    const std::size_t within = i % maps.mapSize();
    const auto width = static_cast<std::size_t>(maps.width);
    out << maps.shown[i / maps.mapSize()] << ',' << within % width << ',' << within / width << ',' << maps.clean[i]
        << ',';
    if (!maps.adversarial.empty()) out << maps.adversarial[i];
    out << '\n';
  }
  return out.str();
}

std::string MapsFigure::repeatJson() const {
  const FeatureMapsReady& maps = m_data.maps;
  const nlohmann::json json = {{"program", "AdvScope"},
                               {"image", nameOf(m_data.request.subject.image)},
                               {"model", {{"id", m_data.model.id}, {"weights_sha256", m_data.model.weightsSha256}}},
                               {"layer", maps.layer.name},
                               {"shape", maps.layer.shape},
                               {"channels", maps.shown},
                               {"order", m_data.request.order == MapOrder::ByChange ? "change" : "index"},
                               {"attack", m_data.attack},
                               {"scale_of_differences", maps.differenceReach},
                               {"scales", maps.channelReach},
                               {"caption", caption().toStdString()}};
  return json.dump(2);
}

}  // namespace adv
