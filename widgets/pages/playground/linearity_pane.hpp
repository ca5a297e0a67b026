// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

#include "engine/api/error.hpp"
#include "engine/api/linearity.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/engine_port.hpp"

class QComboBox;
class QLabel;
class QSpinBox;

namespace adv {

class Card;
class Figure;
class ImageCanvas;
class LevelsEdit;
class LinearityCard;

/// The logits of four networks along the FGSM direction of one picture; the axes of their plots are one slider.
class LinearityPane : public QWidget {
  Q_OBJECT
 public:
  explicit LinearityPane(EnginePort& engine, QWidget* parent = nullptr);

  void setShown(bool shown);
  bool isSettled() const { return m_ticket == 0; }
  std::unique_ptr<Figure> figure() const;
  const Verdict& verdict() const { return m_verdict; }
  void setPresenting(bool presenting);
  void reset();

 signals:
  void verdictChanged();
  void busyChanged();
  void settled();

 private:
  void arrange();
  void ask();
  void onEvent(const Event& event);
  void showAnswer();
  void showPlace();
  void moveTo(double levels);

  EnginePort& m_engine;
  LinearityRequest m_request;
  std::optional<LinearityReady> m_ready;
  Verdict m_verdict;
  Ticket m_ticket = 0;
  double m_levels = 8.0;  ///< t
  Card* m_picture;
  ImageCanvas* m_clean;
  ImageCanvas* m_moved;
  QLabel* m_movedCaption;
  QComboBox* m_source;
  QSpinBox* m_number;
  LevelsEdit* m_edit;
  std::vector<LinearityCard*> m_cards;
};

}  // namespace adv
