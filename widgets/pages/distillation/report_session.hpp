// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>
#include <set>

#include "engine/api/distillation.hpp"
#include "engine/api/distillation_report.hpp"
#include "engine/api/results.hpp"
#include "widgets/engine_port.hpp"

namespace adv {

/// What the pages about the temperature have in common: the stored report, and what is measured anew in its place.
/// Holds no widget. The report is read when the page is first shown; nothing is measured unless the person asks.
class ReportSession : public QObject {
  Q_OBJECT
 public:
  explicit ReportSession(EnginePort& engine, QObject* parent = nullptr);

  /// The stored report, with what was measured since instead of what it held.
  const DistillationReport& report() const { return m_shown; }
  /// As it was read; empty before, and where there is none.
  const std::optional<ReportLoaded>& loaded() const { return m_loaded; }
  /// How often the bundled networks are right, those of other seeds too; empty where it is not known.
  const std::vector<DistilledAccuracy>& accuracies() const { return m_accuracies; }
  /// Whether something shown was measured here.
  bool isLive() const { return m_isLive; }
  bool isMeasuring() const { return !m_measuring.empty(); }
  bool isSettled() const { return m_reading == 0 && m_counting == 0 && m_measuring.empty(); }
  /// The networks that can be measured: of the report, those that are there; otherwise the bundled group.
  const std::vector<std::string>& models() const { return m_models; }

  void setShown(bool shown);
  /// Asks all of them; their answers replace what is shown as they come.
  void measure(const std::vector<Request>& questions);
  void cancel();
  /// Back to what was read.
  void showStored();

 signals:
  void reportChanged();
  void progressed(const adv::Progress& progress);
  void failed(const adv::Error& error);
  void busyChanged();
  void settled();

 private:
  void onEvent(const Event& event);
  void onRead(const Payload& payload);
  void onMeasured(const Payload& payload);
  void take(const ReportLoaded& loaded);

  EnginePort& m_engine;
  DistillationReport m_shown;
  std::optional<ReportLoaded> m_loaded;
  std::vector<std::string> m_models;
  std::vector<DistilledAccuracy> m_accuracies;
  Ticket m_reading = 0;
  Ticket m_counting = 0;  ///< of the accuracies
  std::set<Ticket> m_measuring;
  bool m_wasShown = false;
  bool m_askedForGroup = false;
  bool m_isLive = false;
};

}  // namespace adv
