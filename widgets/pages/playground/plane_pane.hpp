// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoStack>
#include <QWidget>
#include <memory>

#include "widgets/controls/verdict_card.hpp"
#include "widgets/pages/playground/session.hpp"

namespace adv {

class Figure;
class PlaneCard;
class ExplanationCard;
class PlaneSettingsCard;
class PlaneStepCard;

/// The plane and all around it.
class PlanePane : public QWidget {
  Q_OBJECT
 public:
  PlanePane(EnginePort& engine, QUndoStack& undo, QWidget* parent = nullptr);

  PlaygroundSession& session() { return m_session; }
  const PlaygroundSession& session() const { return m_session; }
  std::unique_ptr<Figure> figure() const;
  const Verdict& verdict() const { return m_verdict; }
  void setPresenting(bool presenting);
  void reset();

 signals:
  void verdictChanged();

 private:
  void showVerdict();

  PlaygroundSession m_session;
  Verdict m_verdict;
  PlaneCard* m_plane;
  PlaneStepCard* m_step;
  ExplanationCard* m_numbers;
  PlaneSettingsCard* m_settings;
};

}  // namespace adv
