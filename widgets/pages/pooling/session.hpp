// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/api/filters.hpp"
#include "widgets/experiment/experiment_model.hpp"
#include "widgets/pages/latest_question.hpp"

namespace adv {

/// What the user sets on the Pooling page, and undo puts back.
struct PoolingState {
  PoolSpec spec;
  NumberMap cells = {1, 4, 4, {1, 1, 2, 4, 5, 6, 7, 8, 3, 2, 1, 0, 1, 2, 3, 4}};  ///< the lecture's
  friend bool operator==(const PoolingState&, const PoolingState&) = default;
};

/// What the Pooling page asks of the engine and hears: its small table, and the experiment's picture. Holds no widget.
class PoolingSession : public QObject {
  Q_OBJECT
 public:
  PoolingSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent = nullptr);

  const PoolingState& state() const { return m_state; }
  const std::optional<PoolingReady>& cells() const { return m_cells; }
  const std::optional<PoolingReady>& picture() const { return m_picture; }
  const LatestQuestion& question() const { return m_pictureQuestion; }
  bool isSettled() const {
    return m_cellsQuestion.isSettled() && m_pictureQuestion.isSettled() && !(m_shown && m_outdated);
  }
  /// How often the picture is pooled.
  int level() const { return m_level; }
  void setLevel(int level);

  void setShown(bool shown);
  /// One step of undo; edits between beginGesture and endGesture are one.
  void change(const QString& what, const PoolingState& next);
  void beginGesture() { m_gesture = ++m_lastGesture; }
  void endGesture() { m_gesture = 0; }

 signals:
  void stateChanged();
  void cellsChanged();
  void pictureChanged();
  void levelChanged();
  void failed(const adv::Error& error);
  void settled();

 private:
  void apply(const PoolingState& next);
  void refresh();
  void ask();
  void hear(LatestQuestion& question, std::optional<PoolingReady>& answer, void (PoolingSession::*changed)());

  ExperimentModel& m_experiment;
  LatestQuestion m_cellsQuestion;
  LatestQuestion m_pictureQuestion;
  PoolingState m_state;
  std::optional<PoolingReady> m_cells;
  std::optional<PoolingReady> m_picture;
  int m_level = 2;
  bool m_shown = false;
  bool m_outdated = true;
  int m_gesture = 0;
  int m_lastGesture = 0;
};

}  // namespace adv
