// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/map_settings_panel.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <algorithm>
#include <cmath>

#include "widgets/controls/log_slider.hpp"
#include "widgets/controls/number_pill.hpp"
#include "widgets/pages/embed/session.hpp"
#include "widgets/pages/embed/source_rules.hpp"

namespace adv {
namespace {

constexpr double kMostShownPerplexity = 500.0;
constexpr double kMostExaggeration = 100.0;
constexpr double kMostIterations = 100'000.0;
constexpr double kMostRate = 1e6;
constexpr double kMostSeed = 2'147'483'647.0;

NumberPill* pill(const QString& name, const QString& tip, double low, double high, double step) {
  auto* pill = new NumberPill;
  pill->setLimits(low, high, step);
  pill->setAccessibleName(name);
  pill->setToolTip(tip);
  return pill;
}

QComboBox* choices(const QString& name, const QString& tip, const QStringList& texts) {
  auto* box = new QComboBox;
  box->addItems(texts);
  box->setAccessibleName(name);
  box->setToolTip(tip);
  return box;
}

QHBoxLayout* inRow(const std::initializer_list<QWidget*>& widgets) {
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  for (QWidget* widget : widgets) row->addWidget(widget);
  row->addStretch(1);
  return row;
}

int whole(double value) { return static_cast<int>(std::lround(value)); }

}  // namespace

EmbedSettingsPanel::EmbedSettingsPanel(EmbedSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_perplexity(new LogSlider(tr("Perplexity"),
                                 tr("Effective number of neighbours that a point holds on to, from 1 to a third of the "
                                    "other points. Counts at once"))),
      m_metric(choices(tr("Metric"), tr("How the distance between two points is measured. Counts at once"),
                       {tr("Euclidean"), tr("cosine")})),
      m_exaggeration(pill(tr("Early exaggeration"),
                          tr("Factor of all attractions in the first iterations, 1 to 100. Counts at once"), 1,
                          kMostExaggeration, 1)),
      m_exaggerated(pill(tr("Iterations of the early exaggeration"), tr("How many iterations these are"), 0,
                         kMostIterations, 10)),
      m_late(pill(tr("Late exaggeration"),
                  tr("Factor of all attractions in the other iterations, 1 to 100; 1 is t-SNE proper. Counts at once"),
                  1, kMostExaggeration, 0.5)),
      m_automatic(new QCheckBox(tr("a&uto"))),
      m_rate(pill(tr("Learning rate"), tr("Step of the gradient descent, above 0. Counts at once"), 1, kMostRate, 10)),
      m_iterations(pill(tr("Iterations"), tr("Where the map stops by itself"), 1, kMostIterations, 50)),
      m_start(choices(tr("Start"),
                      tr("Where the points begin: at their principal components, or at random; begins anew"),
                      {tr("PCA"), tr("random")})),
      m_seed(pill(tr("Seed"), tr("The same seed gives the same map, on any number of threads; begins anew"), 0,
                  kMostSeed, 1)),
      m_method(choices(tr("Method"),
                       tr("How the repulsion is worked out; begins anew. Automatic: every pair for small maps, "
                          "convolutions on a grid (Linderman 2019) for large ones"),
                       {tr("automatic"), tr("exact"), tr("Barnes-Hut"), tr("grid, FFT")})) {
  m_automatic->setToolTip(tr("Learning rate n / exaggeration, at least 200 (Belkina 2019)"));
  arrange();
  connectLive();
  connectStart();
  connect(&session, &EmbedSession::setupChanged, this, [this] { show(m_session.setup().settings); });
  show(session.setup().settings);
}

void EmbedSettingsPanel::arrange() {
  auto* form = new QFormLayout(this);
  form->setContentsMargins(0, 4, 0, 4);
  form->setVerticalSpacing(6);
  form->addRow(tr("&Perplexity"), m_perplexity);
  form->addRow(tr("Exaggeration"), inRow({m_exaggeration, new QLabel(tr("for")), m_exaggerated}));
  form->addRow(tr("then"), inRow({m_late}));
  form->addRow(tr("Learning rate"), inRow({m_automatic, m_rate}));
  form->addRow(tr("&Metric"), m_metric);
  form->addRow(tr("Iterations"), inRow({m_iterations}));
  form->addRow(tr("Start, seed"), inRow({m_start, m_seed}));
  form->addRow(tr("Method"), m_method);
}

void EmbedSettingsPanel::edit(EmbeddingSettings settings, const QString& what) {
  EmbedSetup setup = m_session.setup();
  setup.settings = settings;
  m_session.edit(setup, what);
}

void EmbedSettingsPanel::connectLive() {
  const auto onPill = [this](NumberPill* pill, const QString& what, auto set) {
    connect(pill, &NumberPill::valueEdited, this, [this, what, set](double value) {
      EmbeddingSettings settings = m_session.setup().settings;
      set(settings, value);
      edit(settings, what);
    });
  };
  connect(m_perplexity, &LogSlider::dragStarted, &m_session, &EmbedSession::beginGesture);
  connect(m_perplexity, &LogSlider::dragFinished, &m_session, &EmbedSession::endGesture);
  connect(m_perplexity, &LogSlider::valueEdited, this, [this](double value) {
    EmbeddingSettings settings = m_session.setup().settings;
    settings.perplexity = value;
    edit(settings, tr("perplexity"));
  });
  connect(m_metric, &QComboBox::activated, this, [this](int index) {
    EmbeddingSettings settings = m_session.setup().settings;
    settings.metric = index == 1 ? EmbeddingMetric::Cosine : EmbeddingMetric::Euclidean;
    edit(settings, tr("metric"));
  });
  connect(m_automatic, &QCheckBox::toggled, this, [this](bool automatic) {
    EmbeddingSettings settings = m_session.setup().settings;
    settings.learningRate = automatic ? 0.0 : m_rate->value();
    edit(settings, tr("learning rate"));
  });
  onPill(m_rate, tr("learning rate"), [](EmbeddingSettings& s, double value) { s.learningRate = value; });
  onPill(m_exaggeration, tr("exaggeration"), [](EmbeddingSettings& s, double value) { s.exaggeration = value; });
  onPill(m_exaggerated, tr("exaggeration"),
         [](EmbeddingSettings& s, double value) { s.exaggeratedIterations = whole(value); });
  onPill(m_late, tr("late exaggeration"), [](EmbeddingSettings& s, double value) { s.lateExaggeration = value; });
  onPill(m_iterations, tr("iterations"), [](EmbeddingSettings& s, double value) { s.iterations = whole(value); });
  onPill(m_seed, tr("seed"),
         [](EmbeddingSettings& s, double value) { s.seed = static_cast<std::uint64_t>(whole(value)); });
}

void EmbedSettingsPanel::connectStart() {
  connect(m_start, &QComboBox::activated, this, [this](int index) {
    EmbeddingSettings settings = m_session.setup().settings;
    settings.start = static_cast<EmbeddingStart>(index);
    edit(settings, tr("start"));
  });
  connect(m_method, &QComboBox::activated, this, [this](int index) {
    EmbeddingSettings settings = m_session.setup().settings;
    settings.method = static_cast<EmbeddingMethod>(index);
    edit(settings, tr("method"));
  });
}

void EmbedSettingsPanel::show(const EmbeddingSettings& settings) {
  const int count = m_session.setup().source.count;
  m_perplexity->setRange(1.0, std::min(kMostShownPerplexity, mostPerplexity(count)));
  m_perplexity->setValue(settings.perplexity);
  m_metric->setCurrentIndex(settings.metric == EmbeddingMetric::Cosine ? 1 : 0);
  m_exaggeration->setValue(settings.exaggeration);
  m_exaggerated->setValue(settings.exaggeratedIterations);
  m_late->setValue(settings.lateExaggeration);
  const QSignalBlocker quiet(m_automatic);
  const bool isAutomatic = settings.learningRate == 0.0;
  m_automatic->setChecked(isAutomatic);
  m_rate->setEnabled(!isAutomatic);
  const double automatic = std::max(200.0, std::round(count / settings.exaggeration));
  m_rate->setValue(isAutomatic ? automatic : settings.learningRate);
  m_iterations->setValue(settings.iterations);
  m_start->setCurrentIndex(static_cast<int>(settings.start));
  m_seed->setValue(static_cast<double>(settings.seed));
  m_method->setCurrentIndex(static_cast<int>(settings.method));
}

}  // namespace adv
