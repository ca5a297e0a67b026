// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <optional>

#include "engine/api/layers.hpp"
#include "engine/api/results.hpp"
#include "widgets/engine_port.hpp"
#include "widgets/experiment/experiment_model.hpp"

namespace adv {

/// What the Layers page asks of the engine and hears. Holds no widget.
///
/// Nothing is asked while the page is hidden. The network comes first, then the maps of the clean picture; the attack
/// runs in the Attack lane, or, while ε is dragged, in the Preview lane, one run at a time, always the newest ε next.
/// The maps follow the pictures in the Preview lane.
class LayersSession : public QObject {
  Q_OBJECT
 public:
  LayersSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent = nullptr);

  const std::optional<NetworkReady>& network() const { return m_network; }
  /// As far as the attack has come.
  const std::optional<LayerChangesReady>& changes() const { return m_changes; }
  const std::optional<FeatureMapsReady>& maps() const { return m_maps; }
  /// The newest request, which repeats what is shown.
  const LayerChangesRequest& request() const { return m_request; }
  int layer() const { return m_layer; }
  MapOrder order() const { return m_order; }
  bool isSettled() const;
  bool isRunning() const { return m_changesTicket != 0; }

  void setShown(bool shown);
  /// Asks again for everything.
  void refresh();
  void setLayer(int layer);
  void setOrder(MapOrder order);
  /// Place of the first channel of the shown part, in the order.
  void setFirst(int first);
  /// Between these two, changes of the experiment are previews.
  void beginDrag();
  void endDrag();

 signals:
  void networkChanged();
  void changesChanged();
  void mapsChanged();
  void layerChanged();
  void progressed(double done);
  void failed(const adv::Error& error);
  void busyChanged();
  void settled();
  void previewMeasured(double milliseconds);

 private:
  void onEvent(const Event& event);
  void onNetwork(const Event& event);
  void onChanges(const Event& event);
  void onMaps(const Event& event);
  void onSubject();
  void onRun();
  void askForNetwork();
  void askForChanges(Lane lane);
  void askForMaps();
  void forgetPictures();
  void chooseLayerAgain();

  EnginePort& m_engine;
  ExperimentModel& m_experiment;
  std::optional<NetworkReady> m_network;
  std::optional<LayerChangesReady> m_changes;
  std::optional<FeatureMapsReady> m_maps;
  LayerChangesRequest m_request;
  QString m_layerName;  ///< that was chosen; kept for the next network
  int m_layer = 0;
  MapOrder m_order = MapOrder::ByChange;
  int m_first = 0;
  Ticket m_networkTicket = 0;
  Ticket m_changesTicket = 0;
  Ticket m_mapsTicket = 0;
  bool m_changesWanted = false;
  bool m_mapsWanted = false;
  bool m_dragging = false;
  bool m_shown = false;
  bool m_outdated = true;
  QElapsedTimer m_timer;
};

}  // namespace adv
