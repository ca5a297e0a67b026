// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace adv {

/// The bottom line: device and why, preview latency, what the engine does, the seed.
class StatusLine : public QFrame {
  Q_OBJECT
 public:
  explicit StatusLine(QWidget* parent = nullptr);
  void setDevice(const QString& text, const QString& tip);
  void setPreview(double milliseconds);
  void setActivity(const QString& text);
  void setSeed(std::uint64_t seed);

 signals:
  void seedClicked();

 private:
  QLabel* m_device;
  QLabel* m_preview;
  QLabel* m_activity;
  QToolButton* m_seed;
};

}  // namespace adv
