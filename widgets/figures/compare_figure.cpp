// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/compare_figure.hpp"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/api/find_by_id.hpp"
#include "widgets/canvas/display_mode.hpp"
#include "widgets/experiment/comparison.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr std::size_t kMostInARow = 5;
constexpr double kGap = 1.2;  ///< between panels, of the text size
constexpr double kLine = 1.5;

QString titleOf(const ComparedAttack& row, const std::vector<AttackInfo>& attacks) {
  const AttackInfo* info = findById(attacks, row.choice.attack);
  return QString::fromStdString(info ? info->title : row.choice.attack);
}

bool hasFooled(const ComparedAttack& row) {
  const Outcome outcome = outcomeOf(*row.finished).outcome;
  return outcome == Outcome::Fooled || outcome == Outcome::TargetReached;
}

}  // namespace

QString compareHeadline(const CompareReady& ready, const std::vector<AttackInfo>& attacks) {
  if (ready.clean.prediction.topClass() != ready.clean.label)
    return QObject::tr("Wrong from the start: no attack proves anything on this picture");
  QStringList fooling;
  QStringList harmless;
  for (const ComparedAttack& row : ready.attacks) {
    if (row.finished) (hasFooled(row) ? fooling : harmless) << titleOf(row, attacks);
  }
  const auto listed = [](const QStringList& names) { return names.join(QStringLiteral(", ")); };
  if (fooling.isEmpty() && harmless.isEmpty()) return QObject::tr("Nothing to compare yet");
  if (fooling.isEmpty()) return QObject::tr("Not fooled by %1").arg(listed(harmless));
  if (harmless.isEmpty()) return QObject::tr("Fooled by %1").arg(listed(fooling));
  return QObject::tr("Fooled by %1; not by %2").arg(listed(fooling), listed(harmless));
}

CompareFigure::CompareFigure(CompareReady ready, CompareRequest request, std::vector<AttackInfo> attacks)
    : m_ready(std::move(ready)),
      m_request(std::move(request)),
      m_attacks(std::move(attacks)),
      m_panels(comparePanels(m_ready, m_attacks)) {}

std::vector<std::vector<ComparePanel>> CompareFigure::rows() const {
  std::vector<std::vector<ComparePanel>> rows;
  const std::size_t lines = (m_panels.size() + kMostInARow - 1) / kMostInARow;
  const std::size_t inARow = (m_panels.size() + lines - 1) / lines;
  for (std::size_t i = 0; i < m_panels.size(); i += inARow) {
    const std::size_t end = std::min(m_panels.size(), i + inARow);
    rows.emplace_back(m_panels.begin() + static_cast<std::ptrdiff_t>(i),
                      m_panels.begin() + static_cast<std::ptrdiff_t>(end));
  }
  return rows;
}

double CompareFigure::rowHeight(const FigureStyle& style) const {
  const auto count = static_cast<double>(rows().front().size());
  const double column = (style.width - kGap * style.textSize * (count - 1)) / count;
  const QImage& clean = m_panels.front().picture;
  const double aspect = clean.isNull() ? 1.0 : static_cast<double>(clean.height()) / clean.width();
  return 2 * column * aspect + panelTextHeight(style.textSize * 0.9) + style.textSize * 1.2;
}

double CompareFigure::height(const FigureStyle& style) const {
  return static_cast<double>(rows().size()) * rowHeight(style) + style.textSize * 2.6 * kLine;
}

void CompareFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double text = style.textSize * 0.9;
  const double rowTall = rowHeight(style);
  double top = 0.0;
  const auto lines = rows();
  for (const auto& panels : lines) {
    const ComparePlaces places = placePanels({0, top, style.width, rowTall - style.textSize * 0.8}, panels, text);
    for (std::size_t i = 0; i < panels.size(); ++i)
      paintPanel(painter, places.panels[i], places, panels[i], text, figureInk());
    top += rowTall;
  }
  drawFigureText(painter, {0, top, style.width, style.textSize * kLine}, Qt::AlignLeft | Qt::AlignVCenter,
                 compareHeadline(m_ready, m_attacks), style.textSize * 1.15, figureInk().text, QFont::DemiBold);
  drawFigureText(painter, {0, top + style.textSize * kLine * 1.1, style.width, style.textSize * kLine},
                 Qt::AlignLeft | Qt::AlignVCenter, caption(), style.textSize * 0.8, figureInk().mutedText);
}

QString CompareFigure::caption() const {
  const DisplayMode mode{DisplayMode::Kind::SignedGrey, commonGain(m_ready)};
  QStringList parts = {QString::fromStdString(nameOf(m_request.subject.image)),
                       QString::fromStdString(m_ready.clean.model.title)};
  QStringList attacks;
  std::optional<double> shared;
  for (const ComparedAttack& row : m_ready.attacks) {
    attacks << titleOf(row, m_attacks);
    if (const auto epsilon = row.choice.params.find("epsilon"); epsilon != row.choice.params.end())
      shared = epsilon->second;
  }
  parts << attacks.join(QStringLiteral(", "));
  if (shared) parts << QObject::tr("ε = %1 in L∞").arg(levelsText(*shared));
  parts << QObject::tr("perturbations %1").arg(describeMode(mode)) << QObject::tr("seed %1").arg(m_request.seed);
  return parts.join(QStringLiteral(" · "));
}

QString CompareFigure::fileStem() const {
  QString stem = QStringLiteral("compare-%1").arg(QString::fromStdString(m_ready.clean.model.id));
  return stem.replace(QLatin1Char(' '), QLatin1Char('-'));
}

std::string CompareFigure::csv() const {
  std::ostringstream out;
  out << std::setprecision(9)
      << "attack,success,top_class,top_label,top_probability,label_probability,linf,l2,l1,l0,psnr,ssim,milliseconds,"
         "gradients,queries,note\n";
  for (const ComparedAttack& row : m_ready.attacks) {
    out << row.choice.attack << ',';
    if (!row.finished) {
      out << ",,,,,,,,,,,,,," << csvQuoted(row.failure ? row.failure->text() : "not run") << '\n';
      continue;
    }
    const AttackFinished& f = *row.finished;
    const Distortion& d = f.distortion;
    out << (f.success ? 1 : 0) << ',' << f.adversarial.topClass() << ','
        << csvQuoted(m_ready.clean.model.labelOf(f.adversarial.topClass())) << ',' << f.adversarial.topProbability()
        << ',' << f.adversarial.labelProbability << ',' << d.linf << ',' << d.l2 << ',' << d.l1 << ',' << d.l0 << ','
        << (std::isfinite(d.psnr) ? std::to_string(d.psnr) : "inf") << ',' << f.ssim << ',' << f.milliseconds << ','
        << f.cost.gradients << ',' << f.cost.queries << ',' << csvQuoted(f.note) << '\n';
  }
  return out.str();
}

std::string CompareFigure::repeatJson() const {
  nlohmann::json attacks = nlohmann::json::array();
  for (const ComparedAttack& row : m_ready.attacks) {
    attacks.push_back({{"attack", row.choice.attack},
                       {"parameters", row.finished ? row.finished->request.params : row.choice.params}});
  }
  nlohmann::json json = {
      {"program", "AdvScope"},
      {"image", nameOf(m_request.subject.image)},
      {"image_sha256", m_ready.clean.imageSha256},
      {"model", {{"id", m_ready.clean.model.id}, {"weights_sha256", m_ready.clean.model.weightsSha256}}},
      {"label", m_ready.clean.label},
      {"attacks", attacks},
      {"seed", m_request.seed},
      {"caption", caption().toStdString()}};
  if (m_request.target) json["target"] = *m_request.target;
  return json.dump(2);
}

}  // namespace adv
