// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/api/toy.hpp"

namespace adv {

/// The sigmoid, the walks to the score and where random ones end.
class ToyScoreView : public QWidget {
  Q_OBJECT
 public:
  explicit ToyScoreView(QWidget* parent = nullptr);
  void setReady(const ToyReady& ready, std::size_t shown);
  QSize sizeHint() const override { return {440, 420}; }
  QSize minimumSizeHint() const override { return {260, 220}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  ToyReady m_ready;
  std::size_t m_shown = 0;
};

}  // namespace adv
