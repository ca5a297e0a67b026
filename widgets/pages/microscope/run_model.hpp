// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>
#include <vector>

#include "engine/api/results.hpp"

namespace adv {

/// The frames of one attack run, and which of them is looked at. While frames arrive the newest is current, unless the
/// user has chosen another.
class RunModel : public QObject {
  Q_OBJECT
 public:
  explicit RunModel(QObject* parent = nullptr);

  /// Listens to this submission from now on. What is there stays on screen until its first answer.
  void follow(Ticket ticket);
  /// True where the event belonged to the run that is followed.
  bool handle(const Event& event);
  void clear();

  Ticket ticket() const { return m_ticket; }
  bool isRunning() const { return m_ticket != 0 && !m_finished && !m_failed; }
  const std::vector<FramePtr>& frames() const { return m_frames; }
  const std::optional<AttackFinished>& finished() const { return m_finished; }
  int stepsPlanned() const { return m_stepsPlanned; }
  /// How far the axis of the steps reaches: as planned, and once the run has ended, as far as it went.
  int lastStep() const { return m_finished && !m_frames.empty() ? m_frames.back()->step : m_stepsPlanned; }
  /// The first step that fools; -1 where none does so far.
  int firstSuccess() const { return m_firstSuccess; }

  int currentIndex() const { return m_current; }
  const Frame* currentFrame() const;
  /// The picture of the current frame, or of the nearest earlier one that was kept.
  ImagePtr currentPicture() const;
  bool isAtEnd() const { return m_current + 1 == static_cast<int>(m_frames.size()); }
  void setCurrentIndex(int index);
  /// Goes to that step of the run that is under way or to come, and stays there.
  void lookAt(int step) { m_wanted = step; }

 signals:
  /// Of a long run not more often than the eye can follow, as everybody who hears it draws all frames anew.
  void framesChanged();
  void currentChanged();
  void ended();
  void failed(const adv::Error& error);

 private:
  void begin(int stepsPlanned);
  void tellOfFrames();

  Ticket m_ticket = 0;
  bool m_awaitsFirst = false;
  bool m_failed = false;
  bool m_followsNewest = true;
  int m_stepsPlanned = 0;
  int m_current = -1;
  int m_wanted = -1;  ///< step to stay at once it is there; -1: none
  std::vector<FramePtr> m_frames;
  std::optional<AttackFinished> m_finished;
  int m_firstSuccess = -1;
  QTimer m_quiet;  ///< runs while no further change of a long run is told
  bool m_untold = false;
};

}  // namespace adv
