// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>
#include <vector>

namespace adv {

class AxisSlider;

/// Small pictures under the places of an axis, with a line of text each.
class TemplateStrip : public QWidget {
  Q_OBJECT
 public:
  struct Entry {
    double x = 0.0;  ///< on the axis
    QImage picture;
    QString caption;
    QString help;
  };

  /// `axis` stands above, as wide as the strip, and outlives it.
  explicit TemplateStrip(const AxisSlider* axis, QWidget* parent = nullptr);
  void setEntries(std::vector<Entry> entries);
  const std::vector<Entry>& entries() const { return m_entries; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QRect placeOf(const Entry& entry) const;

  const AxisSlider* m_axis;
  std::vector<Entry> m_entries;
};

}  // namespace adv
