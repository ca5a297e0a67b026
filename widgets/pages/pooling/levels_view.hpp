// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/pages/pooling/session.hpp"

namespace adv {

/// The picture pooled again and again, side by side; a click chooses how often.
class LevelsView : public QWidget {
  Q_OBJECT
 public:
  explicit LevelsView(PoolingSession& session, QWidget* parent = nullptr);

  QSize minimumSizeHint() const override { return {300, 90}; }
  QSize sizeHint() const override { return {640, 170}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  PoolingSession& m_session;
};

}  // namespace adv
