// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/robustness_lines.hpp"

#include <QObject>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "engine/api/find_by_id.hpp"
#include "widgets/experiment/comparison.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

QString exactPercent(double share) { return QStringLiteral("%1 %").arg(QString::number(100 * share, 'f', 1)); }

}  // namespace

RobustnessLines::RobustnessLines(const RobustnessReady& ready, const std::vector<AttackInfo>& attacks)
    : m_ready(ready), m_attacks(attacks) {
  std::set<std::string> norms;
  for (std::size_t attack = 0; attack < ready.request.attacks.size(); ++attack) {
    const AttackInfo* info = infoOf(attack);
    const ParamSpec* spec = info ? info->param(ready.request.axis) : nullptr;
    if (spec && spec->kind == ParamKind::Levels) m_isLevels = true;
    if (info) norms.insert(info->normWith(ready.request.attacks[attack].params));
  }
  m_namesNorms = norms.size() > 1;
}

const AttackInfo* RobustnessLines::infoOf(std::size_t attack) const {
  return findById(m_attacks, m_ready.request.attacks[attack].attack);
}

double RobustnessLines::low() const {
  return m_ready.request.values.empty() ? 0.0 : onAxis(m_ready.request.values.front());
}

double RobustnessLines::high() const {
  const double last = m_ready.request.values.empty() ? 1.0 : onAxis(m_ready.request.values.back());
  return last > low() ? last : low() + 1.0;
}

QString RobustnessLines::axisName() const {
  if (!m_isLevels) return QString::fromStdString(m_ready.request.axis);
  const AttackInfo* info = m_ready.request.attacks.empty() ? nullptr : infoOf(0);
  const QString norm = !info || m_namesNorms
                           ? QString()
                           : QString::fromStdString(info->normWith(m_ready.request.attacks[0].params) + ", ");
  return QObject::tr("ε (%1levels of 255)").arg(norm);
}

QString RobustnessLines::axisText(double x) const {
  if (m_isLevels) return QObject::tr("ε = %1 (%2)").arg(levelsText(x / 255.0), significant(x / 255.0));
  return QStringLiteral("%1 %2").arg(significant(x, 6), QString::fromStdString(m_ready.request.axis));
}

QString RobustnessLines::nameOf(std::size_t model, std::size_t attack) const {
  const AttackChoice& choice = m_ready.request.attacks[attack];
  const AttackInfo* info = infoOf(attack);
  QString name = QString::fromStdString(info ? info->title : choice.attack);
  if (m_namesNorms && info) name += QStringLiteral(" %1").arg(QString::fromStdString(info->normWith(choice.params)));
  if (m_ready.clean.size() > 1)
    name += QStringLiteral(" · %1").arg(QString::fromStdString(m_ready.clean[model].model.title));
  return name;
}

Series RobustnessLines::lineOf(std::size_t model, std::size_t attack) const {
  const AttackInfo* info = infoOf(attack);
  Series line = attackLine(nameOf(model, attack), info && info->isControl, static_cast<int>(attack));
  line.dash = static_cast<int>(model);
  for (std::size_t value = 0; value < m_ready.request.values.size(); ++value) {
    const RobustnessCell& cell = m_ready.cell(model, attack, value);
    if (cell.count == 0) continue;
    const Interval interval = cell.interval();
    line.x.push_back(onAxis(m_ready.request.values[value]));
    line.y.push_back(cell.accuracy());
    line.low.push_back(interval.low);
    line.high.push_back(interval.high);
  }
  return line;
}

std::vector<Series> RobustnessLines::lines() const {
  std::vector<Series> lines;
  for (std::size_t model = 0; model < m_ready.clean.size(); ++model) {
    for (std::size_t attack = 0; attack < m_ready.request.attacks.size(); ++attack)
      lines.push_back(lineOf(model, attack));
  }
  for (std::size_t model = 0; model < m_ready.clean.size(); ++model) {
    const CleanCount& clean = m_ready.clean[model];
    Series line;
    line.name = QObject::tr("clean");
    if (m_ready.clean.size() > 1) line.name += QStringLiteral(" · %1").arg(QString::fromStdString(clean.model.title));
    line.role = SeriesRole::Clean;
    line.dash = static_cast<int>(model);
    if (clean.count > 0) {
      line.x = {low(), high()};
      line.y = {clean.accuracy(), clean.accuracy()};
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

double valueAt(const Series& line, double x) {
  const auto after = std::lower_bound(line.x.begin(), line.x.end(), x - 1e-9);
  if (after == line.x.end()) return std::numeric_limits<double>::quiet_NaN();
  const auto index = static_cast<std::size_t>(after - line.x.begin());
  if (std::abs(*after - x) < 1e-6) return line.y[index];
  if (index == 0) return std::numeric_limits<double>::quiet_NaN();
  const double share = (x - line.x[index - 1]) / (line.x[index] - line.x[index - 1]);
  return line.y[index - 1] + share * (line.y[index] - line.y[index - 1]);
}

QString RobustnessLines::reading(double x) const {
  const auto& values = m_ready.request.values;
  const bool isMeasured =
      std::any_of(values.begin(), values.end(), [&](double value) { return std::abs(onAxis(value) - x) < 1e-6; });
  QStringList parts;
  for (std::size_t model = 0; model < m_ready.clean.size(); ++model) {
    for (std::size_t attack = 0; attack < m_ready.request.attacks.size(); ++attack) {
      const double accuracy = valueAt(lineOf(model, attack), x);
      if (std::isfinite(accuracy)) parts << QStringLiteral("%1 %2").arg(nameOf(model, attack), exactPercent(accuracy));
    }
  }
  if (parts.isEmpty()) return QObject::tr("Nothing is counted yet at %1").arg(axisText(x));
  const QString what = isMeasured ? QObject::tr("At %1: %2") : QObject::tr("At about %1, between two points: %2");
  return what.arg(axisText(x), parts.join(QStringLiteral(", ")));
}

}  // namespace adv
