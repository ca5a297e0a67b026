// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/api/transfer.hpp"

namespace adv {

/// The matrix as a heat map with numbers: rows are what the pictures were made on, columns what they were tried on, and
/// the last row is random noise. Hover says a cell in words.
class MatrixView : public QWidget {
  Q_OBJECT
 public:
  explicit MatrixView(QWidget* parent = nullptr);
  void setReport(const TransferReported& report);
  void clear();
  /// What a cell says; empty where there is none. The row after the last network is the noise.
  QString cellText(int row, int column) const;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  struct Layout {
    double names = 0.0;  ///< width of the row names
    double head = 0.0;   ///< height of the column names
    double width = 0.0;  ///< of a cell
    double height = 0.0;
  };
  Layout layoutNow() const;
  int count() const { return static_cast<int>(m_report.models.size()); }
  /// Null where the cell is not measured yet.
  const TransferCell* cell(int row, int column) const;
  QRectF placeOf(int row, int column) const;
  void paintHead(QPainter& painter) const;

  TransferReported m_report;
};

}  // namespace adv
