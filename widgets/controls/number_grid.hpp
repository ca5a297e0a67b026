// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QWidget>
#include <vector>

#include "widgets/figures/number_cells.hpp"

class QLineEdit;

namespace adv {

/// Rows × columns of numbers in coloured cells, as large as the space allows. Where it may be edited: typing (or a
/// double click, Enter, F2) writes a number, "1/8" too; dragging up and down moves it by steps; arrow keys go to the
/// neighbours, Page keys change the number by a step, Delete makes it 0. Without editing, the arrow keys still read
/// cell by cell.
class NumberGrid : public QWidget {
  Q_OBJECT
 public:
  explicit NumberGrid(QWidget* parent = nullptr);

  /// `values` row by row; a NaN is a cell without number.
  void setNumbers(int rows, int columns, std::vector<double> values);
  const NumberTable& table() const { return m_table; }
  /// `scale`: the value whose colour is the end of the map.
  void setColours(CellColours colours, double scale);
  /// One colour for each cell, instead of those of the values; empty for those.
  void setGrounds(std::vector<QColor> grounds);
  /// Either may be empty.
  void setCaptions(const QStringList& rows, const QStringList& columns);
  /// Width kept for the row captions, so that grids above each other line up; 0: as wide as they are.
  void setRowCaptionWidth(int pixels);
  void setWindows(std::vector<CellWindow> windows);
  /// Cells as wide as high, in the middle; otherwise they fill the space.
  void setSquareCells(bool square);
  /// No cell grows beyond this, in pixels at type scale 1.
  void setLargestCell(int pixels);

  void setEditable(bool editable);
  bool isEditable() const { return m_isEditable; }
  /// What may be typed, and by how much a drag or a key moves.
  void setLimits(double low, double high, double step);

  /// The cell that the keyboard is on.
  QPoint cell() const { return m_cell; }
  void setCell(int row, int column);
  /// In widget coordinates.
  QRectF placeOf(int row, int column) const;
  /// What an assistive technology and the tool tip say: "x, 3: −2.5".
  QString cellText(int row, int column) const;

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 signals:
  /// By hand only. While a drag goes on it comes at each step, between editStarted and editFinished.
  void valueEdited(int row, int column, double value);
  void editStarted();
  void editFinished();
  void cellChanged(int row, int column);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QRectF cellsPlace() const;
  int captionWidth() const;
  int captionHeight() const;
  void paintCaptions(QPainter& painter) const;
  /// Null point (-1, -1) beside the cells.
  QPoint cellAt(const QPointF& position) const;
  void openEditor(const QString& text);
  void commitEditor();
  void closeEditor();
  /// As one act of its own.
  void edit(double value);
  void change(double value);
  void describe();

  NumberTable m_table;
  QStringList m_rowNames;
  QStringList m_columnNames;
  int m_rowCaptionWidth = 0;
  int m_largestCell = 0;
  bool m_isSquare = false;
  bool m_isEditable = false;
  double m_low = -1e6;
  double m_high = 1e6;
  double m_step = 0.5;
  QPoint m_cell{0, 0};  ///< x is the column
  QLineEdit* m_editor;
  struct Drag {
    bool pressed = false;
    bool moving = false;
    double y = 0.0;
    double from = 0.0;
  } m_drag;
};

}  // namespace adv
