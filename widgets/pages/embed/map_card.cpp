// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/map_card.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/maps/embedding_map.hpp"
#include "widgets/maps/map_legend.hpp"
#include "widgets/pages/embed/facts.hpp"
#include "widgets/pages/embed/paths_session.hpp"
#include "widgets/pages/embed/session.hpp"
#include "widgets/pages/embed/source_rules.hpp"
#include "widgets/style/icons.hpp"

namespace adv {
namespace {

const QString kLabel = QStringLiteral("label");
const QString kPrediction = QStringLiteral("prediction");
const QString kCorrectness = QStringLiteral("correctness");
const QString kConfidence = QStringLiteral("confidence");
const QString kRobustness = QStringLiteral("robustness");
const QString kOrigin = QStringLiteral("origin");
constexpr int kLegendWidth = 176;

}  // namespace

EmbedMapCard::EmbedMapCard(EmbedSession& session, EmbedFacts& facts, const EmbedPathsSession& paths, QWidget* parent)
    : Card(tr("Map"), parent),
      m_session(session),
      m_facts(facts),
      m_paths(paths),
      m_map(new EmbeddingMap),
      m_legend(new MapLegend),
      m_legendArea(new QScrollArea),
      m_colour(new QComboBox),
      m_shapes(new QCheckBox(tr("s&hapes"))),
      m_lasso(new QToolButton) {
  makeActions();
  arrange();
  setFocusProxy(m_map);
  connect(m_legend, &MapLegend::hiddenChanged, m_map, &EmbeddingMap::setHidden);
  connect(&session, &EmbedSession::itemsChanged, this, &EmbedMapCard::showItems);
  connect(&session, &EmbedSession::placesChanged, this, [this] { m_map->setPlaces(m_session.places()); });
  connect(&facts, &EmbedFacts::picturesChanged, this, [this] { m_map->setPictures(m_facts.pictures()); });
  connect(&facts, &EmbedFacts::predictionsChanged, this, [this] {
    m_map->setPredictions(m_facts.predictions());
    showColours();
  });
  connect(&facts, &EmbedFacts::robustnessChanged, this, &EmbedMapCard::showColours);
  connect(&facts, &EmbedFacts::measured, this, [this](double done) { setProgress(tr("smallest ε"), done, -1); });
  connect(&facts, &EmbedFacts::settled, this, &EmbedMapCard::clearProgress);
  connect(&paths, &EmbedPathsSession::pathsChanged, this,
          [this] { m_map->setPaths(m_paths.ready() ? m_paths.ready()->paths : nullptr); });
  showItems();
}

void EmbedMapCard::makeActions() {
  m_colour->addItem(tr("true class"), kLabel);
  m_colour->addItem(tr("prediction"), kPrediction);
  m_colour->addItem(tr("right or wrong"), kCorrectness);
  m_colour->addItem(tr("confidence"), kConfidence);
  m_colour->addItem(tr("smallest ε that fools"), kRobustness);
  m_colour->addItem(tr("clean or adversarial"), kOrigin);
  m_colour->setAccessibleName(tr("Colour by"));
  m_colour->setToolTip(
      tr("What the colours say. The smallest ε (n/255, L∞, FGSM) is worked out when it is asked for, and fills in"));
  m_shapes->setToolTip(tr("Tells classes by the shapes of their points as well as by colours"));
  m_lasso->setIcon(themedIcon(QStringLiteral("lasso")));
  m_lasso->setCheckable(true);
  m_lasso->setAutoRaise(true);
  m_lasso->setAccessibleName(tr("Lasso"));
  m_lasso->setToolTip(tr("Draw around points to select them; with Shift held this works at any time (L)"));
  m_lasso->setShortcut(QKeySequence(QStringLiteral("L")));
  actions()->addStretch(1);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_colour, m_shapes, m_lasso}) actions()->addWidget(widget);
  actions()->setSpacing(8);
  connect(m_colour, &QComboBox::activated, this, &EmbedMapCard::showColours);
  connect(m_shapes, &QCheckBox::toggled, this, &EmbedMapCard::showColours);
  connect(m_lasso, &QToolButton::toggled, m_map, &EmbeddingMap::setLasso);
  connect(m_map, &EmbeddingMap::lassoChanged, m_lasso, &QToolButton::setChecked);
}

void EmbedMapCard::arrange() {
  m_legendArea->setWidget(m_legend);
  m_legendArea->setWidgetResizable(true);
  m_legendArea->setFrameShape(QFrame::NoFrame);
  m_legendArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_legendArea->viewport()->setAutoFillBackground(false);
  m_legend->setAutoFillBackground(false);
  m_legendArea->setFixedWidth(kLegendWidth);
  auto* row = new QHBoxLayout;
  row->setSpacing(10);
  row->addWidget(m_map, 1);
  row->addWidget(m_legendArea);
  body()->addLayout(row, 1);
}

void EmbedMapCard::addAction(QWidget* button) { actions()->addWidget(button); }

QString EmbedMapCard::subtitle() const {
  const EmbedSetup& setup = m_session.setup();
  const EmbeddingItemsPtr items = m_session.items();
  const QString count = QStringLiteral("%L1").arg(items ? items->count : setup.source.count);
  const QString layer = setup.source.layer.empty() ? tr("logits") : QString::fromStdString(setup.source.layer);
  const QString what = !setup.source.model.empty() ? layer : isTable(setup.source.data) ? tr("numbers") : tr("pixels");
  return tr("%1 points · %2 · seed %3").arg(count, what).arg(setup.settings.seed);
}

void EmbedMapCard::showItems() {
  const EmbeddingItemsPtr items = m_session.items();
  m_map->setItems(items);
  m_map->setPictures(m_facts.pictures());
  m_map->setPredictions(m_facts.predictions());
  setSubtitle(subtitle());
  // Two sets in one map are told apart first.
  const bool hasBoth = items && items->adversarialFrom > 0;
  const QSignalBlocker quiet(m_colour);
  if (hasBoth != (m_colour->currentData() == kOrigin) && items)
    m_colour->setCurrentIndex(m_colour->findData(hasBoth ? kOrigin : kLabel));
  showColours();
}

MapColouring EmbedMapCard::wantedColouring() const {
  const EmbeddingItemsPtr items = m_session.items();
  if (!items) return {};
  const QString what = m_colour->currentData().toString();
  const auto& predictions = m_facts.predictions();
  if (what == kOrigin) return colourByOrigin(*items);
  if (what == kRobustness && m_facts.robustness())
    return colourByRobustness(*m_facts.robustness(), m_facts.mostLevels());
  if (!predictions || what == kLabel || what == kRobustness) return colourByLabel(*items);
  if (what == kPrediction) return colourByPrediction(*predictions);
  if (what == kConfidence) return colourByConfidence(*predictions);
  return predictions->labelsFit ? colourByCorrectness(*items, *predictions) : colourByLabel(*items);
}

void EmbedMapCard::showColours() {
  if (m_colour->currentData() == kRobustness && !m_facts.robustness() && m_session.items()) m_facts.measureRobustness();
  MapColouring colouring = wantedColouring();
  if (m_shapes->isChecked()) colouring = withShapes(std::move(colouring));
  m_map->setColouring(colouring);
  m_legend->setColouring(colouring);
  m_map->setHidden(m_legend->hidden());
  m_legendArea->setVisible(m_session.items() != nullptr);
}

const MapColouring& EmbedMapCard::colouring() const { return m_map->colouring(); }

const std::vector<bool>& EmbedMapCard::hidden() const { return m_legend->hidden(); }

QString EmbedMapCard::colourBy() const { return m_colour->currentData().toString(); }

bool EmbedMapCard::hasShapes() const { return m_shapes->isChecked(); }

void EmbedMapCard::setColourBy(const QString& what, bool shapes) {
  const QSignalBlocker quiet(m_shapes);
  m_shapes->setChecked(shapes);
  m_colour->setCurrentIndex(std::max(0, m_colour->findData(what)));
  showColours();
}

void EmbedMapCard::setPresenting(bool presenting) {
  for (QWidget* widget : std::initializer_list<QWidget*>{m_shapes, m_lasso}) widget->setVisible(!presenting);
  m_legendArea->setFixedWidth(static_cast<int>(kLegendWidth * (presenting ? 1.4 : 1.0)));
}

}  // namespace adv
