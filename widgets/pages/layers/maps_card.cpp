// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/layers/maps_card.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/controls/eliding_label.hpp"
#include "widgets/figures/network_drawing.hpp"
#include "widgets/pages/layers/map_strip.hpp"
#include "widgets/pages/layers/map_zoom.hpp"
#include "widgets/pages/layers/unit_bars.hpp"

namespace adv {

MapsCard::MapsCard(LayersSession& session, QWidget* parent)
    : Card(tr("In the layer"), parent),
      m_session(session),
      m_strip(new MapStrip),
      m_zoom(new MapZoom),
      m_bars(new UnitBars),
      m_views(new QStackedWidget),
      m_scroll(new QScrollBar(Qt::Horizontal)),
      m_readout(new ElidingLabel),
      m_order(new QComboBox),
      m_wholeLayer(new QCheckBox(tr("one &scale"))),
      m_previous(new QToolButton),
      m_next(new QToolButton),
      m_page(new QLabel) {
  makeControls();
  makeViews();
  setFocusProxy(m_strip);
  connect(&session, &LayersSession::mapsChanged, this, &MapsCard::showMaps);
  connect(&session, &LayersSession::layerChanged, this, &MapsCard::showLayer);
}

void MapsCard::makeControls() {
  m_order->addItem(tr("largest change first"), static_cast<int>(MapOrder::ByChange));
  m_order->addItem(tr("by index"), static_cast<int>(MapOrder::ByIndex));
  m_order->setAccessibleName(tr("Order of the channels"));
  m_order->setToolTip(tr("Which channels come first: those that the attack changed most (‖a_adv − a‖₂), or by index."));
  m_wholeLayer->setToolTip(
      tr("On: one scale of colours for the whole layer. Off: each channel has its own, so that weak ones are seen."));
  m_previous->setText(QStringLiteral("‹"));
  m_next->setText(QStringLiteral("›"));
  m_previous->setAccessibleName(tr("Previous channels"));
  m_next->setAccessibleName(tr("Next channels"));
  m_previous->setToolTip(tr("The 64 channels before"));
  m_next->setToolTip(tr("The next 64 channels"));
  m_page->setObjectName(QStringLiteral("muted"));
  actions()->addStretch(1);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_previous, m_page, m_next, m_order, m_wholeLayer})
    actions()->addWidget(widget);
  connect(m_order, &QComboBox::currentIndexChanged, this,
          [this] { m_session.setOrder(static_cast<MapOrder>(m_order->currentData().toInt())); });
  connect(m_wholeLayer, &QCheckBox::toggled, this, [this](bool isOn) {
    m_strip->setWholeLayer(isOn);
    if (m_views->currentWidget() == m_zoom) m_zoom->setMaps(*m_strip->maps(), m_zoom->place(), isOn);
  });
  connect(m_previous, &QToolButton::clicked, this, [this] { turnPage(-1); });
  connect(m_next, &QToolButton::clicked, this, [this] { turnPage(1); });
  showPages();
}

void MapsCard::makeViews() {
  for (QWidget* view : std::initializer_list<QWidget*>{m_strip, m_zoom, m_bars}) m_views->addWidget(view);
  m_readout->setObjectName(QStringLiteral("muted"));
  m_scroll->setAccessibleName(tr("Channels"));
  m_scroll->setToolTip(tr("Moves along the channels"));
  auto* foot = new QHBoxLayout;
  foot->setSpacing(16);
  foot->addWidget(m_readout, 2);
  foot->addWidget(m_scroll, 1);
  body()->addWidget(m_views, 1);
  body()->addLayout(foot);
  connect(m_scroll, &QScrollBar::valueChanged, this, [this](int column) {
    if (columns()) columns()->setFirstColumn(column);
  });
  for (ColumnView* view : std::initializer_list<ColumnView*>{m_strip, m_bars}) {
    connect(view, &ColumnView::columnsChanged, this, &MapsCard::showPosition);
    connect(view, &ColumnView::hovered, m_readout, &QLabel::setText);
  }
  connect(m_strip, &MapStrip::channelChosen, this, &MapsCard::zoom);
  connect(m_zoom, &MapZoom::closed, this, [this] {
    m_views->setCurrentWidget(m_strip);
    m_strip->setFocus();
    showPosition();
  });
  connect(m_zoom, &MapZoom::hovered, m_readout, &QLabel::setText);
}

void MapsCard::zoom(int place) {
  m_zoom->setMaps(*m_strip->maps(), place, m_strip->isWholeLayer());
  m_views->setCurrentWidget(m_zoom);
  m_zoom->setFocus();
  showPosition();
}

/// The same channel stays in large while the pictures change.
void MapsCard::showMaps() {
  const auto& maps = m_session.maps();
  const bool isFlat = maps && maps->layer.isFlat();
  const bool wasZoomed =
      m_views->currentWidget() == m_zoom && maps && m_strip->maps() && maps->layer.name == m_strip->maps()->layer.name;
  const int channel = wasZoomed ? m_strip->maps()->shown[static_cast<std::size_t>(m_zoom->place())] : -1;
  QStringList names;
  if (isFlat && m_session.network() && maps->index + 1 == static_cast<int>(m_session.network()->layers.size())) {
    for (const std::string& label : m_session.network()->model.labels) names << QString::fromStdString(label);
  }
  m_strip->setMaps(isFlat ? std::nullopt : maps);
  m_bars->setMaps(isFlat ? maps : std::nullopt, names);
  if (wasZoomed) {
    const auto found = std::find(maps->shown.begin(), maps->shown.end(), channel);
    m_zoom->setMaps(*maps, found == maps->shown.end() ? 0 : static_cast<int>(found - maps->shown.begin()),
                    m_strip->isWholeLayer());
  } else if (maps) {
    m_views->setCurrentWidget(isFlat ? static_cast<QWidget*>(m_bars) : m_strip);
  }
  showPosition();
  showPages();
}

void MapsCard::showLayer() {
  const auto& network = m_session.network();
  if (!network) return;
  const LayerInfo& layer = network->layers[static_cast<std::size_t>(m_session.layer())];
  const QString name = QString::fromStdString(layer.name);
  const QString detail = layer.detail.empty() ? kindText(layer.kind) : QString::fromStdString(layer.detail);
  setSubtitle(QStringLiteral("%1 · %2 · %3").arg(name, detail, shapeText(layer)));
  setAccessibleName(tr("Feature maps of %1").arg(name));
}

void MapsCard::showPages() {
  const auto& maps = m_session.maps();
  const int shown = maps ? static_cast<int>(maps->shown.size()) : 0;
  const bool hasPages = maps && maps->channels > shown;
  for (QWidget* widget : std::initializer_list<QWidget*>{m_previous, m_page, m_next})
    widget->setVisible(hasPages && !m_isPresenting);
  if (!hasPages) return;
  m_page->setText(tr("%1–%2 of %3").arg(maps->first + 1).arg(maps->first + shown).arg(maps->channels));
  m_previous->setEnabled(maps->first > 0);
  m_next->setEnabled(maps->first + shown < maps->channels);
}

ColumnView* MapsCard::columns() const { return qobject_cast<ColumnView*>(m_views->currentWidget()); }

void MapsCard::showPosition() {
  const ColumnView* view = columns();
  const int hidden = view ? view->count() - view->columnsThatFit() : 0;
  m_scroll->setVisible(hidden > 0);
  if (!view) return;
  const QSignalBlocker quiet(m_scroll);
  m_scroll->setRange(0, std::max(0, hidden));
  m_scroll->setPageStep(view->columnsThatFit());
  m_scroll->setValue(view->firstColumn());
}

void MapsCard::turnPage(int by) {
  const auto& maps = m_session.maps();
  if (!maps) return;
  constexpr int kPage = 64;
  m_session.setFirst(std::clamp(maps->first + by * kPage, 0, std::max(0, maps->channels - 1)));
}

void MapsCard::setPresenting(bool presenting) {
  m_isPresenting = presenting;
  m_order->setVisible(!presenting);
  m_wholeLayer->setVisible(!presenting);
  showPages();
}

void MapsCard::reset() {
  m_order->setCurrentIndex(0);
  m_wholeLayer->setChecked(false);
  m_views->setCurrentWidget(m_strip);
}

}  // namespace adv
