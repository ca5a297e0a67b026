// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/depth_card.hpp"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "widgets/controls/choice_buttons.hpp"
#include "widgets/pages/embed/session.hpp"
#include "widgets/pages/embed/source_rules.hpp"
#include "widgets/plots/separation_plot.hpp"
#include "widgets/plots/series_legend.hpp"

namespace adv {

EmbedDepthCard::EmbedDepthCard(EmbedSession& session, EmbedDepthSession& depth, QWidget* parent)
    : Card(tr("Where they part"), parent),
      m_session(session),
      m_depth(depth),
      m_plot(new SeparationPlot),
      m_legend(new SeriesLegend),
      m_quantity(new ChoiceButtons(tr("Quantity"), false)),
      m_both(new QCheckBox(tr("map &both"))) {
  makeActions();
  body()->addWidget(m_plot, 1);
  setFocusProxy(m_plot);
  connect(m_plot, &AxisSlider::dragFinished, this, [this] { chooseLayer(m_plot->layer()); });
  connect(&session, &EmbedSession::setupChanged, this, &EmbedDepthCard::showSetup);
  connect(&depth, &EmbedDepthSession::layersChanged, this, &EmbedDepthCard::showSetup);
  connect(&depth, &EmbedDepthSession::depthChanged, this, &EmbedDepthCard::showDepth);
  connect(&depth, &EmbedDepthSession::progressed, this,
          [this](double done) { setProgress(tr("measuring"), done, -1); });
  connect(&depth, &EmbedDepthSession::settled, this, &EmbedDepthCard::clearProgress);
  showSetup();
  showDepth();
}

void EmbedDepthCard::makeActions() {
  m_quantity->add(tr("apart"),
                  tr("How often the ten nearest tell a clean from an adversarial picture; chance is 50 %"));
  m_quantity->add(tr("crossed"), tr("Adversarial pictures that lie among clean ones of the class that the network now "
                                    "sees, rather than among their own"));
  connect(m_quantity, &ChoiceButtons::choiceMade, this, &EmbedDepthCard::showDepth);
  m_both->setToolTip(
      tr("Maps the clean pictures and the adversarial picture of each, together; begins anew. The attack is the one of "
         "the experiment"));
  connect(m_both, &QCheckBox::toggled, this, &EmbedDepthCard::mapBoth);
  m_legend->setSeries(separationSeries({}, SeparationPlot::Quantity::Separation));
  actions()->addWidget(m_legend, 1);
  actions()->addWidget(m_quantity);
  actions()->addWidget(m_both);
}

void EmbedDepthCard::showSetup() {
  const EmbedSetup& setup = m_session.setup();
  m_plot->setLayers(m_depth.layers());
  m_plot->setLayer(layerIndex(setup, m_depth.layers()));
  m_plot->setEnabled(!m_depth.layers().empty());
  m_both->setEnabled(!setup.network.empty());
  const QSignalBlocker quiet(m_both);
  m_both->setChecked(setup.source.attack.has_value());
  showDepth();
}

void EmbedDepthCard::showDepth() {
  if (m_session.setup().network.empty()) {
    setSubtitle(tr("needs a network: choose one under Data"));
    return m_plot->setDepth({}, SeparationPlot::Quantity::Separation);
  }
  const auto& ready = m_depth.ready();
  const std::vector<EmbeddingDepthLayer> known = ready ? ready->layers : std::vector<EmbeddingDepthLayer>();
  m_plot->setDepth(known, static_cast<SeparationPlot::Quantity>(m_quantity->chosen()));
  const int from = ready && ready->isComplete ? separatesFrom(known) : -1;
  setSubtitle(from < 0
                  ? QString()
                  : tr("from %1 on").arg(QString::fromStdString(known[static_cast<std::size_t>(from)].layer.name)));
}

void EmbedDepthCard::chooseLayer(int layer) {
  m_session.edit(withLayer(m_session.setup(), m_depth.layers(), layer), tr("layer of the map"));
}

void EmbedDepthCard::mapBoth(bool both) {
  EmbedSetup setup = m_session.setup();
  setup.source.attack = both ? std::optional(m_depth.attack()) : std::nullopt;
  m_session.edit(setup, both ? tr("map both sets") : tr("map the clean pictures"));
}

void EmbedDepthCard::setPresenting(bool presenting) {
  m_quantity->setVisible(!presenting);
  m_both->setVisible(!presenting);
}

}  // namespace adv
