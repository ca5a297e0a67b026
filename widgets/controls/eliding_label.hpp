// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace adv {

/// One line of plain text that ends in … where there is no room; the tool tip then has all of it.
class ElidingLabel : public QLabel {
  Q_OBJECT
 public:
  explicit ElidingLabel(const QString& text = {}, QWidget* parent = nullptr);
  /// The tool tip, instead of the whole text.
  void setDetails(const QString& details) { m_details = details; }
  QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString m_details;
};

}  // namespace adv
