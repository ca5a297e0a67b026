// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/transfer/matrix_view.hpp"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "widgets/figures/figure_plot.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr double kNamesShare = 0.24;
constexpr double kHead = 58.0;
constexpr double kGap = 10.0;  ///< above the noise
constexpr double kTallestCell = 96.0;
constexpr double kWidestCell = 280.0;
constexpr int kLowestCell = 40;

QFont fontOf(int size, QFont::Weight weight = QFont::Normal) {
  QFont font;
  font.setPixelSize(typeSize(size));
  font.setWeight(weight);
  return font;
}

/// A short name after a comma or "T =" is not torn apart.
QString wrappable(const std::string& title) {
  return QString::fromStdString(title).replace(QStringLiteral(" = "), QStringLiteral("\u00a0=\u00a0"));
}

void paintCell(QPainter& painter, const QRectF& place, const TransferCell* cell) {
  const QRectF inner = place.adjusted(1.5, 1.5, -1.5, -1.5);
  painter.setPen(Qt::NoPen);
  if (!cell || cell->of == 0) {
    painter.setBrush(theme().plotBackground);
    painter.drawRoundedRect(inner, 4, 4);
    return;
  }
  const QColor colour = heatColour(cell->rate());
  painter.setBrush(colour);
  painter.drawRoundedRect(inner, 4, 4);
  painter.setPen(inkOn(colour));
  painter.setFont(fontOf(17, QFont::DemiBold));
  const double half = std::min(inner.height() / 2, 30 * typeScale());
  const double top = inner.center().y() - half;
  painter.drawText(QRectF(inner.left(), top, inner.width(), half * 1.15), Qt::AlignCenter, shareText(cell->rate()));
  painter.setFont(fontOf(12));
  painter.drawText(QRectF(inner.left(), top + half * 1.05, inner.width(), half * 0.85), Qt::AlignCenter,
                   QObject::tr("%1 of %2").arg(cell->fooled).arg(cell->of));
}

}  // namespace

MatrixView::MatrixView(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setAccessibleName(tr("Transfer matrix"));
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] {
    updateGeometry();
    update();
  });
}

QSize MatrixView::minimumSizeHint() const {
  const double scale = typeScale();
  return {static_cast<int>(360 * scale), static_cast<int>((kHead + kGap + kLowestCell * (count() + 1)) * scale)};
}

void MatrixView::setReport(const TransferReported& report) {
  m_report = report;
  QStringList texts;
  for (int row = 0; row <= count(); ++row) {
    for (int column = 0; column < count(); ++column) {
      if (const QString text = cellText(row, column); !text.isEmpty()) texts << text;
    }
  }
  setAccessibleDescription(texts.join(QLatin1Char('\n')));
  updateGeometry();
  update();
}

void MatrixView::clear() { setReport({}); }

const TransferCell* MatrixView::cell(int row, int column) const {
  if (m_report.matrices.empty() || row < 0 || column < 0 || column >= count() || row > count()) return nullptr;
  const TransferMatrix& matrix = m_report.matrices.front();
  const auto& cells = row == count() ? matrix.noise : matrix.rows[static_cast<std::size_t>(row)];
  return cells.empty() ? nullptr : &cells[static_cast<std::size_t>(column)];
}

QString MatrixView::cellText(int row, int column) const {
  const TransferCell* found = cell(row, column);
  if (!found || found->of == 0) return {};
  const QString tried = QString::fromStdString(m_report.models[static_cast<std::size_t>(column)].title);
  if (row == count())
    return tr("Random noise of the same ε fools %1 on %2 of %3 pictures that it classifies rightly without.")
        .arg(tried)
        .arg(found->fooled)
        .arg(found->of);
  return tr("Made on %1, tried on %2: %3 of %4 pictures that both classify rightly without attack are fooled.")
      .arg(QString::fromStdString(m_report.models[static_cast<std::size_t>(row)].title), tried)
      .arg(found->fooled)
      .arg(found->of);
}

MatrixView::Layout MatrixView::layoutNow() const {
  const double scale = typeScale();
  Layout layout;
  layout.names = width() * kNamesShare;
  layout.head = kHead * scale;
  layout.width = std::min(kWidestCell * scale, (width() - layout.names) / std::max(1, count()));
  layout.height = std::min(kTallestCell * scale, (height() - layout.head - kGap * scale) / (count() + 1));
  return layout;
}

QRectF MatrixView::placeOf(int row, int column) const {
  const Layout layout = layoutNow();
  const double gap = row == count() ? kGap * typeScale() : 0.0;
  return {layout.names + layout.width * column, layout.head + layout.height * row + gap, layout.width, layout.height};
}

void MatrixView::paintHead(QPainter& painter) const {
  const Layout layout = layoutNow();
  const double line = 16 * typeScale();
  painter.setFont(fontOf(12));
  painter.setPen(theme().mutedText);
  painter.drawText(QRectF(0, 0, layout.names - 8, layout.head - 4), Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap,
                   tr("made on ↓\ntried on →"));
  for (int column = 0; column < count(); ++column) {
    const auto index = static_cast<std::size_t>(column);
    const QRectF place(layout.names + layout.width * column + 4, 0, layout.width - 8, layout.head - line - 4);
    painter.setFont(fontOf(12, QFont::DemiBold));
    painter.setPen(theme().text);
    painter.drawText(place, Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap,
                     wrappable(m_report.models[index].title));
    if (m_report.count == 0) continue;
    painter.setFont(fontOf(12));
    painter.setPen(theme().mutedText);
    painter.drawText(QRectF(place.left(), layout.head - line - 4, place.width(), line), Qt::AlignCenter,
                     tr("%1 right").arg(shareText(static_cast<double>(m_report.cleanRight[index]) / m_report.count)));
  }
}

void MatrixView::paintEvent(QPaintEvent*) {
  if (count() == 0) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  paintHead(painter);
  for (int row = 0; row <= count(); ++row) {
    const bool isNoise = row == count();
    const QRectF first = placeOf(row, 0);
    painter.setFont(fontOf(14));
    painter.setPen(isNoise ? theme().mutedText : theme().text);
    painter.drawText(QRectF(0, first.top(), first.left() - 10, first.height()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap,
                     isNoise ? tr("random noise") : wrappable(m_report.models[static_cast<std::size_t>(row)].title));
    for (int column = 0; column < count(); ++column) paintCell(painter, placeOf(row, column), cell(row, column));
  }
}

bool MatrixView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  QString text;
  for (int row = 0; row <= count(); ++row) {
    for (int column = 0; column < count(); ++column) {
      if (placeOf(row, column).contains(help->pos())) text = cellText(row, column);
    }
  }
  QToolTip::showText(help->globalPos(), text, this);
  return true;
}

}  // namespace adv
