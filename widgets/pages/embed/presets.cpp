// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/presets.hpp"

#include <QDir>
#include <QFileInfo>
#include <QObject>
#include <algorithm>
#include <random>
#include <sstream>

#include "widgets/figures/save_file.hpp"
#include "widgets/pages/embed/source_rules.hpp"

namespace adv {
namespace {

constexpr int kNoisePoints = 600;
constexpr int kNoiseDimensions = 50;
constexpr double kManyNeighbours = 100.0;

EmbedSetup withPerplexity(EmbedSetup setup, double perplexity) {
  setup.settings.perplexity = std::min(perplexity, mostPerplexity(setup.source.count));
  return setup;
}

/// The usual settings, on the same points: what the other presets are held against.
EmbedSetup usual(EmbedSetup setup) {
  setup.settings = EmbeddingSettings();
  return withPerplexity(std::move(setup), setup.settings.perplexity);
}

}  // namespace

const std::vector<EmbedPreset>& embedPresets() {
  static const std::vector<EmbedPreset> presets = {
      {QStringLiteral("usual"), QObject::tr("The usual settings"),
       QObject::tr("Perplexity 30, PCA start, 750 iterations: hold the others against this map."), usual},
      {QStringLiteral("perplexity-2"), QObject::tr("Perplexity 2"),
       QObject::tr("Perplexity 2 looks at two neighbours: the map falls into crumbs, and the crumbs mean nothing."),
       [](EmbedSetup setup) { return withPerplexity(usual(std::move(setup)), 2); }},
      {QStringLiteral("perplexity-5"), QObject::tr("Perplexity 5"),
       QObject::tr("Perplexity 5 breaks classes into pieces: how many clusters there are is a choice of yours."),
       [](EmbedSetup setup) { return withPerplexity(usual(std::move(setup)), 5); }},
      {QStringLiteral("perplexity-100"), QObject::tr("Perplexity 100"),
       QObject::tr("Perplexity 100 asks a hundred neighbours: the map rounds off, and small groups drown in it."),
       [](EmbedSetup setup) { return withPerplexity(usual(std::move(setup)), kManyNeighbours); }},
      {QStringLiteral("stopped"), QObject::tr("Stopped too early"),
       QObject::tr("Stopped at 30 iterations: pinched shapes are a map that has not settled. Press play to go on."),
       [](EmbedSetup setup) {
         setup = usual(std::move(setup));
         setup.settings.iterations = 30;
         return setup;
       }},
      {QStringLiteral("seed"), QObject::tr("Another random start"),
       QObject::tr("A random start: who is whose neighbour stays, but where clusters lie, and which lie side by side, "
                   "is chance."),
       [](EmbedSetup setup) {
         const std::uint64_t seed = setup.settings.seed;
         setup = usual(std::move(setup));
         setup.settings.start = EmbeddingStart::Random;
         setup.settings.seed = seed + 1;
         return setup;
       }},
      {QStringLiteral("sizes"), QObject::tr("Cluster sizes"),
       QObject::tr("The same points, pulled four times as hard to the end: sizes and gaps change, the data did not. "
                   "Neither means anything."),
       [](EmbedSetup setup) {
         setup = usual(std::move(setup));
         setup.settings.lateExaggeration = 4.0;
         return setup;
       }},
      {QStringLiteral("noise"), QObject::tr("Clusters in pure noise"),
       QObject::tr("600 points of pure noise in 50 dimensions at perplexity 2: the clumps that you see are not there."),
       [](EmbedSetup setup) {
         setup = withCount(withData(usual(std::move(setup)), noiseTable(), {}), kNoisePoints);
         setup.source.pca = 0;
         return withPerplexity(std::move(setup), 2);
       }}};
  return presets;
}

EmbedSetup withPreset(const EmbedSetup& setup, const EmbedPreset& preset) {
  EmbedSetup after = preset.apply(setup);
  after.run = setup.run + 1;
  return after;
}

std::string noiseTable() {
  const QString path = QDir::temp().filePath(QStringLiteral("advscope-noise.csv"));
  if (QFileInfo::exists(path)) return path.toStdString();
  std::mt19937 draws(1);
  std::normal_distribution<double> normal;
  std::ostringstream text;
  text.precision(6);
  for (int i = 0; i < kNoisePoints; ++i) {
    for (int j = 0; j < kNoiseDimensions; ++j) text << (j > 0 ? "," : "") << normal(draws);
    text << '\n';
  }
  saveText(path, text.str());
  return path.toStdString();
}

bool isNoiseTable(const std::string& data) {
  return data == QDir::temp().filePath(QStringLiteral("advscope-noise.csv")).toStdString();
}

}  // namespace adv
