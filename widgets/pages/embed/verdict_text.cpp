// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/verdict_text.hpp"

#include <QObject>
#include <algorithm>
#include <map>
#include <utility>

#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr std::size_t kVoters = 10;
constexpr std::size_t kShortName = 2;

QString tr(const char* text) { return QObject::tr(text); }

/// A single one of a class: "4", "“give way”".
QString oneText(const std::vector<std::string>& classes, int index) {
  const auto place = static_cast<std::size_t>(index);
  if (index < 0 || place >= classes.size()) return QObject::tr("class %1").arg(index);
  const QString name = QString::fromStdString(classes[place]);
  return classes[place].size() <= kShortName ? name : QStringLiteral("“%1”").arg(name);
}

QString noiseText(const EmbeddingPathsReady& ready, const EmbeddingPath& path, const AttackInfo& attack,
                  bool isElsewhere) {
  const QString size = noiseSizeText(ready, attack);
  if (path.noiseSuccess) return QObject::tr("noise of the same %1 leaves too").arg(size);
  if (isElsewhere) return QObject::tr("noise of the same %1 drifts, but is still told rightly").arg(size);
  return QObject::tr("noise of the same %1 stays").arg(size);
}

Verdict pathVerdict(const EmbeddingPathsReady& ready, const EmbeddingPath& path, const AttackInfo& attack,
                    const std::vector<std::string>& classes, const EmbeddingItems& items,
                    const EmbeddingPlaces& places) {
  const QString picture = QObject::tr("Picture %1").arg(path.picture.index);
  const QString own = classText(classes, path.label);
  if (path.stations.empty()) return {Verdict::Kind::Empty, QObject::tr("%1 is being attacked").arg(picture), {}};
  const EmbeddingStation& last = path.stations.back();
  const QString title = QString::fromStdString(attack.title);
  if (path.wrongFromStart) {
    return {Verdict::Kind::WrongFromStart,
            QObject::tr("%1 was wrong from the start: %2, called %3")
                .arg(picture, oneText(classes, path.label), oneText(classes, path.stations.front().prediction)),
            QObject::tr("Where it goes says nothing of the attack.")};
  }
  const QString detail = QObject::tr("%1, step %2: the network says %3, %4 sure")
                             .arg(title)
                             .arg(last.iteration)
                             .arg(oneText(classes, last.prediction), percentText(last.confidence));
  const auto around = [&](const EmbeddingStation& at) { return classAround(items, places, at.x, at.y, path.point); };
  const int home = around(path.stations.front());
  const int landed = around(last);
  const bool noiseDrifts = !path.noise.empty() && around(path.noise.back()) != home;
  const QString noise = noiseText(ready, path, attack, noiseDrifts);
  if (!path.success) {
    return {Verdict::Kind::NotFooled, QObject::tr("%1 stays one of %2; %3.").arg(picture, own, noise), detail};
  }
  const QString step = QString::number(path.firstSuccess);
  if (landed == home)
    return {Verdict::Kind::Fooled,
            QObject::tr("%1 is called %2 from step %3 on, but stays where it was in this map; %4.")
                .arg(picture, oneText(classes, last.prediction), step, noise),
            detail};
  return {Verdict::Kind::Fooled,
          QObject::tr("%1 leaves %2 at step %3 and lands among %4; %5.")
              .arg(picture, own, step, classText(items.classes, landed), noise),
          detail};
}

Verdict flowVerdict(const EmbeddingPathsReady& ready, const AttackInfo& attack) {
  int counted = 0, fooled = 0, fooledByNoise = 0, wrong = 0;
  for (const EmbeddingPath& path : ready.paths->paths) {
    if (path.stations.empty()) continue;
    if (path.wrongFromStart) {
      ++wrong;
      continue;
    }
    ++counted;
    fooled += path.success ? 1 : 0;
    fooledByNoise += path.noiseSuccess ? 1 : 0;
  }
  QStringList detail{QString::fromStdString(attack.title)};
  if (wrong > 0) detail << QObject::tr("%1 more were wrong from the start and are not counted").arg(wrong);
  if (!ready.isComplete) detail << tr("under way");
  return {fooled > 0 ? Verdict::Kind::Fooled : Verdict::Kind::NotFooled,
          QObject::tr("%1 of %2 pictures leave their class; with noise of the same %3, %4 do.")
              .arg(fooled)
              .arg(counted)
              .arg(noiseSizeText(ready, attack))
              .arg(fooledByNoise),
          detail.join(QStringLiteral(" · "))};
}

}  // namespace

int classAround(const EmbeddingItems& items, const EmbeddingPlaces& places, float x, float y, int without) {
  std::vector<std::pair<float, int>> near;
  const int count = std::min(items.adversarialFrom > 0 ? items.adversarialFrom : items.count,
                             static_cast<int>(std::min(places.x.size(), items.labels.size())));
  for (int i = 0; i < count; ++i) {
    const auto place = static_cast<std::size_t>(i);
    const float dx = places.x[place] - x, dy = places.y[place] - y;
    if (i != without && items.labels[place] >= 0) near.emplace_back(dx * dx + dy * dy, items.labels[place]);
  }
  const std::size_t voters = std::min(kVoters, near.size());
  std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(voters), near.end());
  std::map<int, int> votes;
  for (std::size_t i = 0; i < voters; ++i) ++votes[near[i].second];
  const auto most =
      std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == votes.end() ? -1 : most->first;
}

QString classText(const std::vector<std::string>& classes, int index) {
  const QString one = oneText(classes, index);
  return one.size() <= static_cast<int>(kShortName) ? QObject::tr("the %1s").arg(one) : one;
}

QString noiseSizeText(const EmbeddingPathsReady& ready, const AttackInfo& attack) {
  const ParamValues& params = ready.request.attack.params;
  const QString norm = QString::fromStdString(attack.normWith(params));
  const ParamSpec* spec = attack.param("epsilon");
  if (spec) {
    const auto given = params.find("epsilon");
    return QObject::tr("ε (%1, %2)").arg(levelsText(given == params.end() ? spec->fallback : given->second), norm);
  }
  double sum = 0.0;
  int count = 0;
  for (const EmbeddingPath& path : ready.paths->paths) {
    if (path.stations.empty()) continue;
    sum += norm == QStringLiteral("L∞") ? path.stations.back().linf : path.stations.back().l2;
    ++count;
  }
  const double mean = count > 0 ? sum / count : 0.0;
  if (norm == QStringLiteral("L∞")) return QObject::tr("size (L∞ %1)").arg(levelsText(mean));
  return QObject::tr("size (L2 %1)").arg(significant(mean));
}

Verdict pathsVerdict(const EmbeddingPathsReady& ready, const AttackInfo& attack,
                     const std::vector<std::string>& classes, const EmbeddingItems& items,
                     const EmbeddingPlaces& places) {
  const auto& paths = ready.paths->paths;
  if (paths.empty()) return {Verdict::Kind::Empty, tr("The attack begins"), {}};
  if (paths.size() > 1) return flowVerdict(ready, attack);
  return pathVerdict(ready, paths.front(), attack, classes, items, places);
}

Verdict mapVerdict(const EmbeddingReady& ready, bool isRunning) {
  const EmbeddingQuality& quality = ready.quality;
  if (isRunning || !quality.isKnown) {
    return {Verdict::Kind::Empty, isRunning ? tr("The map takes shape.") : tr("The map rests before its end."),
            tr("Click a point to attack it and see where it goes.")};
  }
  const QString kept = QObject::tr("Of a point’s ten nearest features, %1 are among its ten nearest in the map; KL %2.")
                           .arg(shareText(quality.recall), significant(quality.divergence));
  if (quality.accuracy < 0.0) return {Verdict::Kind::Empty, tr("The map has come to rest."), kept};
  return {Verdict::Kind::Empty,
          QObject::tr("%1 of the points have their own class around them.").arg(shareText(quality.accuracy)),
          kept + tr(" Click a point to attack it.")};
}

}  // namespace adv
