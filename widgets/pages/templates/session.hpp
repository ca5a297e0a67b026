// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <optional>

#include "engine/api/results.hpp"
#include "engine/api/templates.hpp"
#include "widgets/engine_port.hpp"
#include "widgets/experiment/experiment_model.hpp"

namespace adv {

/// What the Templates page asks of the engine and hears. Holds no widget.
///
/// The training runs in the Training lane. It begins in slow motion, a few updates at a time, and goes ever faster, as
/// most happens at the beginning. A change of the settings goes on from the present weights; another start begins anew.
/// What is mixed follows the newest weights, one picture at a time in the Preview lane. The trade-off is measured
/// behind everything else.
class TemplatesSession : public QObject {
  Q_OBJECT
 public:
  TemplatesSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent = nullptr);

  const TemplatesRequest& training() const { return m_training; }
  const std::optional<TemplatesReady>& ready() const { return m_ready; }
  const MixRequest& mix() const { return m_mix; }
  const std::optional<TemplateMixed>& mixed() const { return m_mixed; }
  const std::optional<TradeOffReady>& tradeOff() const { return m_tradeOff; }
  const linear::KnownData& known() const { return linear::known(m_training.plan.data); }
  double epsilon() const { return m_epsilon; }
  /// While data is read; empty otherwise.
  const std::optional<Progress>& loading() const { return m_loading; }
  bool isPlaying() const { return m_playing; }
  bool isMeasuring() const { return m_tradeOffTicket != 0; }
  /// Of the L2 regularisation, that the trade-off is measured at: 0, then half decades.
  std::vector<double> strengths() const;
  double tradeOffDone() const { return m_tradeOffDone; }
  bool isSettled() const;

  /// Nothing is asked before the page is shown.
  void setShown(bool shown);
  /// Back to the example.
  void reset();

  void setPlaying(bool playing);
  void restart();
  void setSlowMotion(bool slow) { m_slowMotion = slow; }
  void setData(const std::string& data);
  void setStart(const linear::Start& start);
  void setSettings(const linear::Settings& settings);

  void setTarget(int target);
  /// In [0, 1].
  void setAmount(double amount);
  void setPicture(const MixedPicture& picture);

  void setEpsilon(double epsilon);
  void measureTradeOff();

 signals:
  void trainingChanged();
  void mixedChanged();
  void tradeOffChanged();
  void failed(const adv::Error& error);
  void busyChanged();
  void settled();

 private:
  void onEvent(const Event& event);
  void onTraining(const Event& event);
  void onMixed(const Event& event);
  void onTradeOff(const Event& event);
  void onExperiment();
  void begin();
  void askForMore();
  void finishTraining();
  void askForMix();
  void mixIsDue();
  void improveExample();

  EnginePort& m_engine;
  ExperimentModel& m_experiment;
  TemplatesRequest m_training;
  std::optional<TemplatesReady> m_ready;
  std::optional<Progress> m_loading;
  Ticket m_trainingTicket = 0;
  bool m_playing = false;
  bool m_slowMotion = true;
  double m_pace = 1.0;  ///< updates until the next picture
  QTimer m_next;
  QElapsedTimer m_sinceAsked;

  MixRequest m_mix;
  std::optional<TemplateMixed> m_mixed;
  Ticket m_mixTicket = 0;
  bool m_mixIsDue = false;
  bool m_amountIsChosen = false;  ///< by the user; otherwise a little more than is needed
  bool m_pictureIsChosen = false;
  bool m_targetIsChosen = false;

  double m_epsilon = 0.0;
  std::optional<TradeOffReady> m_tradeOff;
  Ticket m_tradeOffTicket = 0;
  double m_tradeOffDone = 0.0;
  bool m_shown = false;
};

}  // namespace adv
