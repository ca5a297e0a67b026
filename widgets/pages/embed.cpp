// SPDX-License-Identifier: GPL-3.0-or-later
// The t-SNE page: a map of pictures that takes shape before one's eyes, and the ways of adversarial examples through
// it.
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "engine/api/find_by_id.hpp"
#include "widgets/controls/page_intro.hpp"
#include "widgets/figures/embedding_figure.hpp"
#include "widgets/maps/embedding_map.hpp"
#include "widgets/pages/embed/attack_panel.hpp"
#include "widgets/pages/embed/data_panel.hpp"
#include "widgets/pages/embed/depth_card.hpp"
#include "widgets/pages/embed/export_menu.hpp"
#include "widgets/pages/embed/iteration_card.hpp"
#include "widgets/pages/embed/map_card.hpp"
#include "widgets/pages/embed/map_settings_panel.hpp"
#include "widgets/pages/embed/misread_panel.hpp"
#include "widgets/pages/embed/presets.hpp"
#include "widgets/pages/embed/selection_panel.hpp"
#include "widgets/pages/embed/sessions.hpp"
#include "widgets/pages/embed/tabs.hpp"
#include "widgets/pages/embed/verdict_text.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/pages/presenting.hpp"

namespace adv {
namespace {

constexpr int kMargin = 18;
constexpr int kSideWidth = 340;
/// Of the example: a sign whose way through the map is long.
constexpr int kExamplePoint = 17;

class EmbedPage : public Page {
 public:
  explicit EmbedPage(const PageContext& context);

  std::unique_ptr<Figure> figure() const override;
  bool isSettled() const override { return m_sessions.isSettled(); }
  void reset() override;
  void setPresenting(bool presenting) override;
  QJsonObject remembered() const override;
  void recall(const QJsonObject& kept) override;

 protected:
  void shownChanged(bool shown) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void arrange();
  void connectMap();
  void connectSessions();
  void showVerdict();
  void attackExample();
  void attackPoint(int point);
  void select(const std::vector<int>& points);
  void openStation(int path, int station);
  void openPicture(int point);

  EnginePort& m_engine;
  ExperimentModel& m_experiment;
  EmbedSessions m_sessions;
  PageIntro* m_intro;
  EmbedMapCard* m_map;
  VerdictCard* m_verdict;
  EmbedTabs* m_tabs;
  EmbedDataPanel* m_data;
  EmbedAttackPanel* m_attack;
  EmbedSelectionPanel* m_selection;
  EmbedMisreadPanel* m_misread;
  EmbedExportMenu* m_export;
  EmbedIterationCard* m_iterations;
  EmbedDepthCard* m_depth;
  QWidget* m_side = nullptr;
  bool m_exampleWanted = true;  ///< the example's point was not attacked yet
};

EmbedPage::EmbedPage(const PageContext& context)
    : m_engine(context.engine),
      m_experiment(context.experiment),
      m_sessions(context.engine, context.experiment),
      m_intro(new PageIntro(
          tr("t-SNE lays pictures out so that those which a network (or the pixels) finds alike lie side by side. "
             "Watch the map take shape, then click a point: an attack walks it, step by step, into another class."),
          tr("van der Maaten and Hinton 2008"))),
      m_map(new EmbedMapCard(m_sessions.map, m_sessions.facts, m_sessions.paths)),
      m_verdict(new VerdictCard),
      m_tabs(new EmbedTabs),
      m_data(new EmbedDataPanel(context.engine, m_sessions.map, m_sessions.depth, context.experiment)),
      m_attack(new EmbedAttackPanel(context.engine, m_sessions.map, m_sessions.paths, context.experiment)),
      m_selection(new EmbedSelectionPanel(m_sessions.map, m_sessions.facts)),
      m_misread(new EmbedMisreadPanel(m_sessions.map)),
      m_export(new EmbedExportMenu(m_sessions.map, *m_map)),
      m_iterations(new EmbedIterationCard(m_sessions.map)),
      m_depth(new EmbedDepthCard(m_sessions.map, m_sessions.depth)) {
  setFocusProxy(m_map);
  arrange();
  connectMap();
  connectSessions();
  showVerdict();
}

void EmbedPage::arrange() {
  m_tabs->add(tr("Data"), tr("What is mapped"), m_data);
  m_tabs->add(tr("t-SNE"), tr("How the points are drawn together and apart"), new EmbedSettingsPanel(m_sessions.map));
  m_tabs->add(tr("Attack"), tr("What walks through the map"), m_attack);
  m_tabs->add(tr("Lasso"), tr("The points inside the lasso"), m_selection);
  m_tabs->add(tr("Misread"), tr("How to misread a map"), m_misread);
  m_map->addAction(m_export);
  m_side = new QWidget;
  m_side->setFixedWidth(kSideWidth);
  auto* side = new QVBoxLayout(m_side);
  side->setContentsMargins(0, 0, 0, 0);
  side->setSpacing(10);
  side->addWidget(m_verdict);
  side->addWidget(m_tabs, 1);
  auto* left = new QVBoxLayout;
  left->setSpacing(10);
  left->addWidget(m_intro);
  left->addWidget(m_map, 1);
  auto* top = new QHBoxLayout;
  top->setSpacing(14);
  top->addLayout(left, 1);
  top->addWidget(m_side);
  auto* below = new QHBoxLayout;
  below->setSpacing(14);
  below->addWidget(m_iterations, 3);
  below->addWidget(m_depth, 2);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 12, kMargin, 12);
  layout->setSpacing(10);
  layout->addLayout(top, 10);
  layout->addLayout(below, 3);
}

void EmbedPage::connectMap() {
  EmbeddingMap* map = m_map->map();
  connect(map, &EmbeddingMap::pointChosen, this, &EmbedPage::attackPoint);
  connect(map, &EmbeddingMap::stationChosen, this, &EmbedPage::openStation);
  connect(map, &EmbeddingMap::selectionChanged, this, [this](const std::vector<int>& points) {
    select(points);
    if (!points.empty()) m_tabs->show(m_selection);
  });
  connect(m_selection, &EmbedSelectionPanel::pictureWanted, this, &EmbedPage::openPicture);
  connect(m_selection, &EmbedSelectionPanel::clearWanted, this, [this] {
    m_map->map()->setSelection({});
    select({});
  });
}

void EmbedPage::connectSessions() {
  EmbedSession& map = m_sessions.map;
  connect(&map, &EmbedSession::itemsChanged, this, [this] { select({}); });
  connect(&map, &EmbedSession::finished, this, &EmbedPage::attackExample);
  for (const auto signal : {&EmbedSession::finished, &EmbedSession::setupChanged, &EmbedSession::itemsChanged})
    connect(&map, signal, this, &EmbedPage::showVerdict);
  connect(&map, &EmbedSession::stateChanged, this,
          [this] { emit activityChanged(m_sessions.map.isRunning() ? tr("moving the points") : QString()); });
  connect(&map, &EmbedSession::failed, this, [this](const Error& error) {
    m_map->map()->setEmptyText(QString::fromStdString(error.message + " " + error.advice));
  });
  connect(&m_sessions.paths, &EmbedPathsSession::pointsChanged, this, [this] {
    const auto& points = m_sessions.paths.points();
    m_map->map()->setMarked(points.size() == 1 ? points.front() : -1);
  });
  connect(&m_sessions.paths, &EmbedPathsSession::pathsChanged, this, &EmbedPage::showVerdict);
  connect(m_misread, &EmbedMisreadPanel::sentenceChanged, this, &EmbedPage::showVerdict);
  connect(m_misread, &EmbedMisreadPanel::chosen, this, [this] { m_sessions.paths.attack({}); });
  connect(m_misread, &EmbedMisreadPanel::failed, m_verdict, &VerdictCard::showError);
  connect(m_export, &EmbedExportMenu::progressed, m_map,
          [this](double done) { m_map->setProgress(tr("writing the film"), done, -1); });
  connect(m_export, &EmbedExportMenu::filmEnded, m_map, &Card::clearProgress);
  connect(m_export, &EmbedExportMenu::failed, m_verdict, &VerdictCard::showError);
  connect(&m_sessions, &EmbedSessions::failed, m_verdict, &VerdictCard::showError);
  connect(&m_sessions, &EmbedSessions::settled, this, &Page::settled);
}

void EmbedPage::showVerdict() {
  const auto& map = m_sessions.map.ready();
  const auto& paths = m_sessions.paths.ready();
  const QString sentence = m_misread->sentence();
  if (paths && map && map->places && !m_sessions.paths.points().empty()) {
    const AttackInfo* attack = findById(m_engine.attacks(), paths->request.attack.attack);
    const auto& known = m_sessions.facts.predictions();
    if (attack)
      m_verdict->setVerdict(
          pathsVerdict(*paths, *attack, known ? known->classes : map->items->classes, *map->items, *map->places));
  } else if (!sentence.isEmpty()) {
    m_verdict->setVerdict({Verdict::Kind::Empty, sentence, {}});
  } else if (map) {
    m_verdict->setVerdict(mapVerdict(*map, m_sessions.map.isRunning()));
  } else {
    m_verdict->setVerdict({Verdict::Kind::Empty, tr("The pictures are read first."), {}});
  }
}

/// What the page is about is there without a click.
void EmbedPage::attackExample() {
  const bool isExample = m_sessions.map.setup().source == exampleSetup().source;
  if (!m_exampleWanted || !isExample || !m_sessions.paths.points().empty()) return;
  m_exampleWanted = false;
  m_sessions.paths.attack({kExamplePoint});
}

void EmbedPage::attackPoint(int point) {
  m_map->map()->setMarked(point);
  if (m_sessions.map.setup().network.empty()) return m_tabs->show(m_attack);
  m_sessions.paths.attack({point});
}

void EmbedPage::select(const std::vector<int>& points) {
  m_selection->setSelection(points);
  m_attack->setSelection(points);
}

void EmbedPage::openStation(int path, int station) {
  const int iteration = m_sessions.paths.iterationAt(path, station);
  if (iteration < 0) return;
  m_experiment.setExperiment(m_sessions.paths.experimentAt(path));
  m_experiment.lookAt(iteration);
  emit actionWanted(QStringLiteral("page:microscope"));
}

void EmbedPage::openPicture(int point) {
  if (!m_sessions.map.items()) return;
  m_experiment.setExperiment(m_sessions.paths.experimentOf(point));
  emit actionWanted(QStringLiteral("page:microscope"));
}

std::unique_ptr<Figure> EmbedPage::figure() const {
  const auto& map = m_sessions.map.ready();
  if (!map || !map->places) return nullptr;
  EmbeddingFigureData shown{*map, m_map->colouring(), m_map->hidden(), m_sessions.paths.ready()};
  shown.map.places = m_sessions.map.places();
  shown.map.iteration = m_sessions.map.iteration();
  return std::make_unique<EmbeddingFigure>(std::move(shown));
}

void EmbedPage::reset() {
  m_experiment.setExperiment(Experiment());
  EmbedSetup setup = exampleSetup();
  setup.run = m_sessions.map.setup().run + 1;
  m_exampleWanted = true;
  m_sessions.paths.attack({});
  m_sessions.map.edit(setup, tr("example"));
  m_map->setColourBy({}, false);
}

void EmbedPage::setPresenting(bool presenting) {
  m_intro->setVisible(!presenting);
  m_map->setPresenting(presenting);
  m_export->setVisible(!presenting);
  m_iterations->setPresenting(presenting);
  m_depth->setPresenting(presenting);
  presentVerdict(presenting, this, m_side, m_verdict);
}

QJsonObject EmbedPage::remembered() const {
  return {{"setup", toJson(m_sessions.map.setup())},
          {"colour", m_map->colourBy()},
          {"shapes", m_map->hasShapes()},
          {"background", m_sessions.map.goesOnHidden()}};
}

void EmbedPage::recall(const QJsonObject& kept) {
  const EmbedSetup setup = embedSetupFrom(kept.value("setup").toObject());
  if (!isNoiseTable(setup.source.data)) m_sessions.map.setSetup(setup);
  m_map->setColourBy(kept.value("colour").toString(), kept.value("shapes").toBool());
  m_iterations->setBackground(kept.value("background").toBool());
}

void EmbedPage::shownChanged(bool shown) {
  m_sessions.setShown(shown);
  if (shown) m_data->lookForMnist();
}

void EmbedPage::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Space: return m_iterations->togglePlay();
    case Qt::Key_S:
    case Qt::Key_Period: return m_sessions.map.step();
    case Qt::Key_R: return m_sessions.map.restart();
    case Qt::Key_H: return m_sessions.map.reheat();
    default: Page::keyPressEvent(event);
  }
}

const RegisterPage kRegistered({QStringLiteral("embed"), QObject::tr("t-SNE map"),
                                QObject::tr("What a network has learned"), 70},
                               [](const PageContext& context) -> Page* { return new EmbedPage(context); });

}  // namespace
}  // namespace adv
