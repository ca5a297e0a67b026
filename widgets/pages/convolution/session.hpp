// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <memory>
#include <optional>

#include "engine/api/filters.hpp"
#include "widgets/experiment/experiment_model.hpp"
#include "widgets/pages/latest_question.hpp"

namespace adv {

/// What the user sets on the Convolution page, and undo puts back.
struct ConvolutionState {
  Kernel kernel;
  Stepping stepping;
  ChannelChoice channel = ChannelChoice::Mean;
  Shown shown = Shown::Automatic;
  bool isPerturbation = false;  ///< the input is what the experiment's attack adds
  friend bool operator==(const ConvolutionState&, const ConvolutionState&) = default;
};

/// What the Convolution page asks of the engine and hears. Holds no widget.
class ConvolutionSession : public QObject {
  Q_OBJECT
 public:
  ConvolutionSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent = nullptr);

  const ConvolutionState& state() const { return m_state; }
  /// Null before the first answer.
  const std::shared_ptr<const ConvolutionReady>& maps() const { return m_maps; }
  const std::optional<WindowReady>& window() const { return m_window; }
  /// The pixel of the output that is looked at; x is the column.
  QPoint cell() const { return m_cell; }
  const LatestQuestion& question() const { return m_mapQuestion; }
  bool isSettled() const;

  void setShown(bool shown);
  void moveTo(QPoint cell);
  /// One step of undo; edits between beginGesture and endGesture are one.
  void change(const QString& what, const ConvolutionState& next);
  void beginGesture() { m_gesture = ++m_lastGesture; }
  void endGesture() { m_gesture = 0; }
  /// What the page opens with, at the strongest output.
  void reset();

 signals:
  void stateChanged();
  void mapsChanged();
  void windowChanged();
  void failed(const adv::Error& error);
  void settled();
  void activityChanged(const QString& text);

 private:
  void apply(const ConvolutionState& next);
  void onExperiment();
  void refresh();
  void ask();
  void askForAttack();
  void onAttack(const Event& event);
  void takeMaps(const ConvolutionReady& maps);
  void announceSettled();
  std::optional<ConvolutionSpec> spec() const;

  EnginePort& m_engine;
  ExperimentModel& m_experiment;
  LatestQuestion m_mapQuestion;
  LatestQuestion m_windowQuestion;
  ConvolutionState m_state;
  std::shared_ptr<const ConvolutionReady> m_maps;
  std::optional<WindowReady> m_window;
  std::optional<PictureInput> m_perturbation;
  Ticket m_attackTicket = 0;
  QPoint m_cell;
  bool m_cellIsChosen = false;
  bool m_shown = false;
  bool m_outdated = true;
  int m_gesture = 0;
  int m_lastGesture = 0;
};

}  // namespace adv
