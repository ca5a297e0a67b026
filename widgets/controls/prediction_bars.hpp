// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "engine/api/results.hpp"

namespace adv {

/// The most likely classes as bars: "before" in blue with a disc, "after" in vermilion with a diamond.
class PredictionBars : public QWidget {
  Q_OBJECT
 public:
  enum class Role { Before, After };
  explicit PredictionBars(Role role, QWidget* parent = nullptr);

  /// `clean` says whose classes these are and which one is the label: "true" where the data say so.
  void setPrediction(const Prediction& prediction, const Predicted& clean, std::optional<int> target);
  void clear();
  /// Instead of "before" or "after".
  void setHeading(const QString& heading);
  /// At most this many classes, 3 to 5.
  void setRows(int rows);
  /// What is shown, a line a row: for tests and assistive technology.
  QStringList rowTexts() const;
  QSize sizeHint() const override;
  /// With fewer rows, where there is little room.
  QSize minimumSizeHint() const override;

 signals:
  void classActivated(int index);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;

 private:
  struct Row {
    int index;
    QString name;
    QString tag;  ///< "true", "label", "target", or empty
    double probability;
    double logit;
  };
  int rowHeight() const;
  int headingHeight() const;
  int rowAt(int y) const;
  void paintRow(QPainter& painter, const Row& row, const QRect& place) const;

  Role m_role;
  QString m_heading;
  int m_most;
  std::vector<Row> m_rows;
};

}  // namespace adv
