// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/number_grid.hpp"

#include <QHelpEvent>
#include <QLineEdit>
#include <QToolTip>
#include <algorithm>

#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kCaption = 12;
constexpr int kBesideCaption = 10;
constexpr int kHintCell = 44;
constexpr int kSmallestCell = 14;
constexpr int kEdge = 3;  ///< for the frame of a window at the border

QFont captionFont() {
  QFont font;
  font.setPixelSize(typeSize(kCaption));
  return font;
}

}  // namespace

NumberGrid::NumberGrid(QWidget* parent) : QWidget(parent), m_editor(new QLineEdit(this)) {
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setAccessibleName(tr("Grid of numbers"));
  m_editor->setAlignment(Qt::AlignCenter);
  m_editor->setAccessibleName(tr("New number"));
  m_editor->installEventFilter(this);
  m_editor->hide();
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] {
    updateGeometry();
    update();
  });
}

void NumberGrid::setNumbers(int rows, int columns, std::vector<double> values) {
  Q_ASSERT(rows >= 0 && columns >= 0 && values.size() == static_cast<std::size_t>(rows) * columns);
  const bool isResized = rows != m_table.rows || columns != m_table.columns;
  m_table.rows = rows;
  m_table.columns = columns;
  m_table.values = std::move(values);
  m_cell = {std::clamp(m_cell.x(), 0, std::max(0, columns - 1)), std::clamp(m_cell.y(), 0, std::max(0, rows - 1))};
  if (isResized) {
    closeEditor();
    updateGeometry();
  }
  describe();
  update();
}

void NumberGrid::setColours(CellColours colours, double scale) {
  m_table.colours = colours;
  m_table.scale = scale;
  update();
}

void NumberGrid::setGrounds(std::vector<QColor> grounds) {
  m_table.grounds = std::move(grounds);
  update();
}

void NumberGrid::setCaptions(const QStringList& rows, const QStringList& columns) {
  m_rowNames = rows;
  m_columnNames = columns;
  describe();
  updateGeometry();
  update();
}

void NumberGrid::setRowCaptionWidth(int pixels) {
  m_rowCaptionWidth = pixels;
  updateGeometry();
  update();
}

void NumberGrid::setWindows(std::vector<CellWindow> windows) {
  if (windows == m_table.windows) return;
  m_table.windows = std::move(windows);
  update();
}

void NumberGrid::setSquareCells(bool square) {
  m_isSquare = square;
  update();
}

void NumberGrid::setLargestCell(int pixels) {
  m_largestCell = pixels;
  update();
}

void NumberGrid::setEditable(bool editable) {
  m_isEditable = editable;
  setCursor(editable ? Qt::SizeVerCursor : Qt::ArrowCursor);
  if (!editable) closeEditor();
}

void NumberGrid::setLimits(double low, double high, double step) {
  m_low = low;
  m_high = high;
  m_step = step;
}

void NumberGrid::setCell(int row, int column) {
  if (!m_table.contains(row, column) || m_cell == QPoint(column, row)) return;
  m_cell = {column, row};
  describe();
  update();
  emit cellChanged(row, column);
}

int NumberGrid::captionWidth() const {
  if (m_rowCaptionWidth > 0) return qRound(m_rowCaptionWidth * typeScale());
  const QFontMetrics metrics(captionFont());
  int widest = 0;
  for (const QString& name : m_rowNames) widest = std::max(widest, metrics.horizontalAdvance(name));
  return widest > 0 ? widest + kBesideCaption : 0;
}

int NumberGrid::captionHeight() const { return m_columnNames.isEmpty() ? 0 : QFontMetrics(captionFont()).height() + 2; }

QRectF NumberGrid::cellsPlace() const {
  const QRectF all = QRectF(rect()).adjusted(captionWidth() + kEdge, captionHeight() + kEdge, -kEdge, -kEdge);
  if (m_table.rows == 0 || m_table.columns == 0) return all;
  double cellWidth = all.width() / m_table.columns;
  double cellHeight = all.height() / m_table.rows;
  if (m_isSquare) cellWidth = cellHeight = std::min(cellWidth, cellHeight);
  if (m_largestCell > 0) {
    cellWidth = std::min(cellWidth, m_largestCell * typeScale());
    cellHeight = std::min(cellHeight, m_largestCell * typeScale());
  }
  QRectF place(0, 0, cellWidth * m_table.columns, cellHeight * m_table.rows);
  place.moveCenter(all.center());
  return place;
}

QRectF NumberGrid::placeOf(int row, int column) const { return cellPlace(cellsPlace(), m_table, row, column); }

QSize NumberGrid::sizeHint() const {
  const double cell = kHintCell * typeScale();
  return {captionWidth() + 2 * kEdge + qRound(cell * m_table.columns),
          captionHeight() + 2 * kEdge + qRound(cell * m_table.rows)};
}

QSize NumberGrid::minimumSizeHint() const {
  const double cell = kSmallestCell * typeScale();
  return {captionWidth() + 2 * kEdge + qRound(cell * m_table.columns),
          captionHeight() + 2 * kEdge + qRound(cell * m_table.rows)};
}

QString NumberGrid::cellText(int row, int column) const {
  if (!m_table.contains(row, column)) return {};
  const QString rowName = row < m_rowNames.size() ? m_rowNames[row] : tr("row %1").arg(row + 1);
  const QString columnName = column < m_columnNames.size() ? m_columnNames[column] : tr("column %1").arg(column + 1);
  return tr("%1, %2: %3").arg(rowName, columnName, exactText(m_table.at(row, column)));
}

void NumberGrid::describe() { setAccessibleDescription(cellText(m_cell.y(), m_cell.x())); }

void NumberGrid::paintCaptions(QPainter& painter) const {
  painter.setFont(captionFont());
  painter.setPen(theme().mutedText);
  for (int row = 0; row < std::min<int>(m_table.rows, static_cast<int>(m_rowNames.size())); ++row) {
    const QRectF cell = placeOf(row, 0);
    painter.drawText(QRectF(cell.left() - captionWidth(), cell.top(), captionWidth() - kBesideCaption, cell.height()),
                     Qt::AlignRight | Qt::AlignVCenter, m_rowNames[row]);
  }
  for (int column = 0; column < std::min<int>(m_table.columns, static_cast<int>(m_columnNames.size())); ++column) {
    const QRectF cell = placeOf(0, column);
    painter.drawText(QRectF(cell.left(), cell.top() - captionHeight(), cell.width(), captionHeight()), Qt::AlignCenter,
                     m_columnNames[column]);
  }
}

void NumberGrid::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  paintCaptions(painter);
  const double scale = typeScale();
  paintNumberTable(painter, cellsPlace(), m_table, {12.0 * scale, 28.0 * scale, scale}, theme());
  if (!hasFocus() || !m_table.contains(m_cell.y(), m_cell.x())) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().card, 4));
  painter.drawRoundedRect(placeOf(m_cell.y(), m_cell.x()).adjusted(1, 1, -1, -1), 4, 4);
  painter.setPen(QPen(theme().focus, 2));
  painter.drawRoundedRect(placeOf(m_cell.y(), m_cell.x()).adjusted(1, 1, -1, -1), 4, 4);
}

bool NumberGrid::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const QPoint at = cellAt(help->pos());
  const QString text = cellText(at.y(), at.x());
  QToolTip::showText(help->globalPos(), text.isEmpty() ? toolTip() : text + QLatin1Char('\n') + toolTip(), this);
  return true;
}

}  // namespace adv
