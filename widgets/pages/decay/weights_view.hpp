// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "engine/api/decay.hpp"

namespace adv {

/// The weights of the three classifiers as pictures on one scale, with what they come to.
class DecayWeightsView : public QWidget {
  Q_OBJECT
 public:
  explicit DecayWeightsView(QWidget* parent = nullptr);
  void setReady(const DecayReady& ready);
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::optional<DecayReady> m_ready;
};

}  // namespace adv
