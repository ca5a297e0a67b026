// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "widgets/pages/neuron/session.hpp"

namespace adv {

/// The drawing of the neuron. Its inputs, weights and bias are dragged up and down; from the keyboard the arrow keys go
/// from one to the next, and Page keys change it.
class NeuronView : public QWidget {
  Q_OBJECT
 public:
  explicit NeuronView(NeuronSession& session, QWidget* parent = nullptr);

  /// Where the number of an input (0, 1, …; the last: the bias) or of a weight stands; empty before the first answer.
  QRectF placeOf(int index, bool isWeight) const;
  QSize minimumSizeHint() const override { return {420, 170}; }
  QSize sizeHint() const override { return {640, 300}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  struct Item {
    int index = 0;
    bool isWeight = false;
    friend bool operator==(const Item&, const Item&) = default;
  };

  std::optional<Item> itemAt(QPointF position) const;
  double valueOf(Item item) const;
  void setValue(Item item, double value);
  void moveSelection(int by);
  void describe();

  NeuronSession& m_session;
  Item m_selected;
  bool m_dragging = false;
  double m_dragY = 0.0;
  double m_dragValue = 0.0;
};

}  // namespace adv
