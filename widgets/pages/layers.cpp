// SPDX-License-Identifier: GPL-3.0-or-later
// The Layers page: a network as blocks, where in its depth an attack grows, and the feature maps of a layer.
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include "widgets/controls/page_intro.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/layers_figure.hpp"
#include "widgets/pages/layers/depth_card.hpp"
#include "widgets/pages/layers/maps_card.hpp"
#include "widgets/pages/layers/network_view.hpp"
#include "widgets/pages/layers/session.hpp"
#include "widgets/pages/layers/verdict_text.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kNetworkWidth = 312;
constexpr int kMargin = 18;

class LayersPage : public Page {
 public:
  explicit LayersPage(const PageContext& context)
      : m_engine(context.engine),
        m_experiment(context.experiment),
        m_session(context.engine, context.experiment),
        m_intro(new PageIntro(
            tr("A network is a row of simple steps. The attack's change is tiny in the picture and grows from layer to "
               "layer, while random noise of the same ε is averaged away. Drag along the depth to look into a layer."),
            tr("Goodfellow, Shlens, Szegedy 2014, section 3"))),
        m_networkCard(new Card(tr("Network"))),
        m_network(new NetworkView),
        m_depth(new DepthCard(m_session, context.experiment)),
        m_maps(new MapsCard(m_session)),
        m_verdict(new VerdictCard) {
    setFocusProxy(m_depth);
    arrange();
    connect(m_network, &NetworkView::layerChosen, &m_session, &LayersSession::setLayer);
    connect(&m_session, &LayersSession::layerChanged, this, [this] { m_network->setSelected(m_session.layer()); });
    connect(&m_session, &LayersSession::networkChanged, this, &LayersPage::showNetwork);
    connect(&m_session, &LayersSession::changesChanged, this, &LayersPage::showChanges);
    connect(&m_session, &LayersSession::failed, this, &LayersPage::showError);
    connect(&m_session, &LayersSession::settled, this, &Page::settled);
    connect(&m_session, &LayersSession::previewMeasured, this, &Page::previewMeasured);
    connect(&m_session, &LayersSession::busyChanged, this,
            [this] { emit activityChanged(m_session.isSettled() ? QString() : tr("computing")); });
  }

  std::unique_ptr<Figure> figure() const override;
  ImagePtr picture() const override { return m_session.changes() ? m_session.changes()->adversarial : nullptr; }
  bool isSettled() const override { return m_session.isSettled(); }
  void reset() override {
    m_maps->reset();
    m_experiment.setExperiment(Experiment());
    m_session.refresh();
  }
  void setPresenting(bool presenting) override {
    m_networkCard->setFixedWidth(static_cast<int>(kNetworkWidth * typeScale()));
    m_maps->setPresenting(presenting);
    m_intro->setVisible(!presenting);
  }

 protected:
  void shownChanged(bool shown) override { m_session.setShown(shown); }

 private:
  void arrange();
  void showNetwork();
  void showChanges();
  void showError(const Error& error);

  EnginePort& m_engine;
  ExperimentModel& m_experiment;
  LayersSession m_session;
  PageIntro* m_intro;
  Card* m_networkCard;
  NetworkView* m_network;
  DepthCard* m_depth;
  MapsCard* m_maps;
  VerdictCard* m_verdict;
};

void LayersPage::arrange() {
  auto* area = new QScrollArea;
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);
  area->viewport()->setAutoFillBackground(false);
  area->setWidget(m_network);
  m_network->setAutoFillBackground(false);
  m_networkCard->setFixedWidth(kNetworkWidth);
  m_networkCard->actions()->addStretch(1);
  m_networkCard->body()->addWidget(area, 1);
  m_verdict->setWide(true);
  auto* right = new QVBoxLayout;
  right->setSpacing(12);
  right->addWidget(m_verdict);
  right->addWidget(m_depth, 10);
  right->addWidget(m_maps, 14);
  auto* columns = new QHBoxLayout;
  columns->setSpacing(12);
  columns->addWidget(m_networkCard);
  columns->addLayout(right, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 12, kMargin, 14);
  layout->setSpacing(10);
  layout->addWidget(m_intro);
  layout->addLayout(columns, 1);
  m_verdict->setVerdict({Verdict::Kind::Empty, tr("Nothing to judge yet"), tr("The attack runs first.")});
}

void LayersPage::showNetwork() {
  const auto& network = m_session.network();
  m_network->setLayers(network ? network->layers : std::vector<LayerInfo>());
  std::int64_t parameters = 0;
  if (network) {
    for (const LayerInfo& layer : network->layers) parameters += layer.parameters;
  }
  m_networkCard->setSubtitle(network ? tr("%1 parameters").arg(countText(parameters)) : QString());
}

void LayersPage::showChanges() {
  const auto& network = m_session.network();
  const auto& changes = m_session.changes();
  const bool fits = network && changes && changes->changes.size() == network->layers.size();
  m_network->setChanges(fits ? changes->changes : std::vector<LayerChange>());
  if (fits) m_verdict->setVerdict(layersVerdict(*network, *changes));
}

void LayersPage::showError(const Error& error) { m_verdict->showError(error); }

std::unique_ptr<Figure> LayersPage::figure() const {
  const auto& network = m_session.network();
  const auto& changes = m_session.changes();
  if (!network || !changes || !changes->isWhole) return nullptr;
  return std::make_unique<LayersFigure>(
      LayersFigureData{*network, *changes, m_session.request(), m_session.maps(), m_engine.attacks()});
}

const RegisterPage kRegistered({QStringLiteral("layers"), QObject::tr("Layers"), QObject::tr("Networks in ten minutes"),
                                4},
                               [](const PageContext& context) -> Page* { return new LayersPage(context); });

}  // namespace
}  // namespace adv
