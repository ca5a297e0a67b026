// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/data_panel.hpp"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QToolButton>
#include <cmath>

#include "engine/api/find_by_id.hpp"
#include "widgets/controls/log_slider.hpp"
#include "widgets/pages/embed/depth_session.hpp"
#include "widgets/pages/embed/session.hpp"
#include "widgets/pages/embed/source_rules.hpp"

namespace adv {
namespace {

const QString kFolder = QStringLiteral("choose:folder");
const QString kTable = QStringLiteral("choose:table");
constexpr double kFewestPoints = 100.0;

QToolButton* exampleButton(const QString& text, const QString& tip) {
  auto* button = new QToolButton;
  button->setText(text);
  button->setToolTip(tip);
  button->setAccessibleName(QObject::tr("Example: %1").arg(text));
  button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  return button;
}

QComboBox* choiceBox(const QString& name, const QString& tip) {
  auto* box = new QComboBox;
  box->setAccessibleName(name);
  box->setToolTip(tip);
  box->setMinimumContentsLength(10);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  return box;
}

}  // namespace

EmbedDataPanel::EmbedDataPanel(EnginePort& engine, EmbedSession& session, const EmbedDepthSession& depth,
                               ExperimentModel& experiment, QWidget* parent)
    : QWidget(parent),
      m_engine(engine),
      m_session(session),
      m_depth(depth),
      m_experiment(experiment),
      m_mnistQuestion(engine, Lane::Load),
      m_experimentModel(experiment.experiment().model),
      m_signs(exampleButton(tr("Signs"), tr("The example: drawn traffic signs, just before the logits of a network"))),
      m_mnist(exampleButton(tr("MNIST, 6,000"), tr("The lecture’s picture: 6,000 handwritten digits by their pixels, "
                                                   "as van der Maaten and Hinton 2008 show them"))),
      m_data(choiceBox(tr("Data"), tr("The pictures, or a table of numbers"))),
      m_network(choiceBox(tr("Network"), tr("What the pictures go through, what judges them, and what is attacked"))),
      m_layer(choiceBox(tr("Layer"), tr("What of each picture is mapped: its pixels, or a layer’s result"))),
      m_count(new LogSlider(tr("Points"), tr("How many pictures are mapped, the first of the data; begins anew"))) {
  makeRows();
  fillNetworks();
  connect(m_signs, &QToolButton::clicked, this, [this] { m_session.edit(exampleSetup(), tr("example")); });
  connect(m_mnist, &QToolButton::clicked, this, &EmbedDataPanel::chooseMnist);
  connect(m_data, &QComboBox::activated, this, &EmbedDataPanel::chooseData);
  connect(m_network, &QComboBox::activated, this, [this] {
    const std::string network = m_network->currentData().toString().toStdString();
    m_session.edit(withNetwork(m_session.setup(), network, m_engine.models()), tr("network of the map"));
  });
  connect(m_layer, &QComboBox::activated, this, [this](int layer) {
    m_session.edit(withLayer(m_session.setup(), m_depth.layers(), layer), tr("layer of the map"));
  });
  connect(m_count, &LogSlider::dragStarted, &session, &EmbedSession::beginGesture);
  connect(m_count, &LogSlider::dragFinished, &session, &EmbedSession::endGesture);
  connect(m_count, &LogSlider::valueEdited, this, [this](double count) {
    m_session.edit(withCount(m_session.setup(), static_cast<int>(std::lround(count))), tr("number of points"));
  });
  connect(&session, &EmbedSession::setupChanged, this, &EmbedDataPanel::showSetup);
  connect(&depth, &EmbedDepthSession::layersChanged, this, &EmbedDataPanel::showLayers);
  connect(&experiment, &ExperimentModel::modelChanged, this, &EmbedDataPanel::followExperiment);
  connect(&m_mnistQuestion, &EmbedQuestion::heard, this, [this](const Payload& payload) {
    const auto* gallery = payload.as<GalleryReady>();
    m_mnist->setVisible(gallery && !gallery->items.empty());
  });
  showSetup();
}

void EmbedDataPanel::makeRows() {
  m_mnist->hide();
  m_count->setWhole(true);
  for (const EmbedData& known : kEmbedData) m_data->addItem(tr(known.title), QString::fromLatin1(known.id));
  m_data->addItem(tr("A folder of pictures…"), kFolder);
  m_data->addItem(tr("A table: CSV or npy…"), kTable);
  auto* examples = new QHBoxLayout;
  examples->setSpacing(6);
  examples->addWidget(m_signs);
  examples->addWidget(m_mnist, 1);
  auto* form = new QFormLayout(this);
  form->setContentsMargins(0, 4, 0, 4);
  form->setVerticalSpacing(8);
  form->addRow(tr("Example"), examples);
  form->addRow(tr("&Data"), m_data);
  form->addRow(tr("&Network"), m_network);
  form->addRow(tr("&Layer"), m_layer);
  form->addRow(tr("&Points"), m_count);
}

void EmbedDataPanel::fillNetworks() {
  m_network->addItem(tr("none: pixels alone"), QString());
  for (const ModelInfo& info : m_engine.models()) {
    if (info.available) m_network->addItem(QString::fromStdString(info.title), QString::fromStdString(info.id));
  }
}

void EmbedDataPanel::lookForMnist() {
  if (std::exchange(m_looked, true)) return;
  m_mnistQuestion.ask(GalleryRequest{"mnist-test", 1, 1});
}

void EmbedDataPanel::showSetup() {
  const EmbedSetup& setup = m_session.setup();
  const QString source = QString::fromStdString(setup.source.data);
  if (m_data->findData(source) < 0) m_data->insertItem(m_data->count() - 2, titleOf(setup.source.data), source);
  m_data->setCurrentIndex(m_data->findData(source));
  const QString network = QString::fromStdString(setup.network);
  if (m_network->findData(network) < 0) m_network->addItem(titleOf(setup.network), network);
  m_network->setCurrentIndex(m_network->findData(network));
  m_network->setEnabled(!isTable(setup.source.data));
  m_count->setRange(kFewestPoints, mostPoints(setup.source.data));
  m_count->setValue(setup.source.count);
  showLayers();
}

void EmbedDataPanel::showLayers() {
  const EmbedSetup& setup = m_session.setup();
  const std::vector<LayerInfo>& layers = m_depth.layers();
  m_layer->clear();
  m_layer->addItem(isTable(setup.source.data) ? tr("the numbers") : tr("pixels"));
  for (std::size_t i = 1; i < layers.size(); ++i) {
    const QString name = QString::fromStdString(layers[i].name);
    m_layer->addItem(i + 1 == layers.size() ? tr("%1: the logits").arg(name) : name);
  }
  m_layer->setEnabled(!layers.empty());
  m_layer->setCurrentIndex(layerIndex(setup, layers));
}

/// The box says again what is mapped where nothing was chosen.
void EmbedDataPanel::chooseData(int index) {
  QString chosen = m_data->itemData(index).toString();
  if (chosen == kFolder) chosen = QFileDialog::getExistingDirectory(this, tr("A folder of pictures"));
  if (chosen == kTable)
    chosen = QFileDialog::getOpenFileName(this, tr("A table of numbers"), {}, tr("Tables (*.csv *.npy)"));
  if (!chosen.isEmpty())
    m_session.edit(withData(m_session.setup(), chosen.toStdString(), m_engine.models()), tr("data of the map"));
  showSetup();
}

/// The breadcrumb goes along, so that ε is what is usual for digits.
void EmbedDataPanel::chooseMnist() {
  const EmbedSetup setup = mnistSetup();
  if (const ModelInfo* info = findById(m_engine.models(), setup.network))
    m_experiment.setModelAndImage(info->id, SampleImage{setup.source.data, 0}, info->usualEpsilon);
  m_session.edit(setup, tr("example"));
}

/// A map of the experiment's network goes with it to the next.
void EmbedDataPanel::followExperiment() {
  const std::string before = std::exchange(m_experimentModel, m_experiment.experiment().model);
  if (m_session.setup().network == before)
    m_session.setSetup(withNetwork(m_session.setup(), m_experimentModel, m_engine.models()));
}

}  // namespace adv
