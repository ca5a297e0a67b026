// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>
#include <vector>

#include "engine/api/trust.hpp"

namespace adv {

/// The lamps as a column of rows: shape, what a healthy network shows, the state in a word, what was measured. The rows
/// share the height. Until someone chooses, the lamp that hides most is the current one.
class LampList : public QListWidget {
  Q_OBJECT
 public:
  explicit LampList(QWidget* parent = nullptr);
  void setLamps(const std::vector<Lamp>& lamps);
  /// Null where there is none.
  const Lamp* current() const;
  const std::vector<Lamp>& lamps() const { return m_lamps; }

 signals:
  void lampChosen();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void fitRows();

  std::vector<Lamp> m_lamps;
  bool m_isChosen = false;
};

}  // namespace adv
