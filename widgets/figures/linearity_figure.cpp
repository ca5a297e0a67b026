// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/linearity_figure.hpp"

#include <QObject>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/line_panel.hpp"
#include "widgets/plots/linearity_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kColumns = 2;
constexpr double kPanelShare = 0.27;  ///< height of a panel, of the width
constexpr double kTextShare = 0.8;
constexpr double kLine = 1.5;

int rowsOf(const LinearityReady& ready) { return (static_cast<int>(ready.rows.size()) + kColumns - 1) / kColumns; }

}  // namespace

double LinearityFigure::height(const FigureStyle& style) const {
  const double text = kTextShare * style.textSize;
  return rowsOf(m_ready) * (kPanelShare * style.width + text * kLine) + 2 * text * kLine;
}

void LinearityFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double text = kTextShare * style.textSize, line = text * kLine;
  const double width = style.width / kColumns, high = kPanelShare * style.width;
  for (std::size_t i = 0; i < m_ready.rows.size(); ++i) {
    const LinearityRow& row = m_ready.rows[i];
    const QRectF place(static_cast<double>(i % kColumns) * width, static_cast<double>(i / kColumns) * (high + line),
                       width, high + line);
    QString title = QObject::tr("%1: R² %2").arg(nonLinearityOf(row.model)).arg(row.r2, 0, 'f', 4);
    if (!row.errors.empty()) {
      title += QObject::tr(", %1 wrong, %2 after FGSM")
                   .arg(shareText(row.errors.front()), shareText(row.errors[errorAt(m_ready, m_levels)]));
    }
    drawFigureText(painter, {place.left() + text * 4.4, place.top(), width - text * 5, line},
                   Qt::AlignLeft | Qt::AlignVCenter, title, text, figureInk().text, QFont::DemiBold);
    std::vector<Series> lines = linearitySeries(m_ready, row);
    for (Series& one : lines)
      one.colour = one.role == SeriesRole::Neutral ? figureInk().control : colourOf(one.role, figureInk());
    LinePanel(std::move(lines), QObject::tr("t along the FGSM direction, in n/255"), QObject::tr("logit"))
        .paint(painter, place.adjusted(0, line, 0, 0), text, style.lineWidth);
  }
  drawFigureText(painter, {0, rowsOf(m_ready) * (high + line) + text * 0.5, style.width, line},
                 Qt::AlignLeft | Qt::AlignVCenter, caption(), text, figureInk().mutedText);
}

QString LinearityFigure::caption() const {
  QStringList parts = {QObject::tr("Logits along x + t · sign ∇J, not clipped"),
                       QString::fromStdString(nameOf(m_request.image)), QObject::tr("blue: the label")};
  const int count = m_ready.rows.empty() ? 0 : m_ready.rows.front().count;
  if (count > 0) {
    parts << QObject::tr("errors: %1, n = %2, ε = %3 (L∞, clipped)")
                 .arg(QString::fromStdString(m_request.data))
                 .arg(count)
                 .arg(levelsText(std::abs(m_levels) / 255));
  }
  return parts.join(QStringLiteral(" · "));
}

std::string LinearityFigure::csv() const {
  std::ostringstream out;
  out << std::setprecision(9) << "quantity,model,x_levels,class,label,value\n";
  for (const LinearityRow& row : m_ready.rows) {
    for (const LogitLine& line : row.lines) {
      for (std::size_t i = 0; i < m_ready.line.size(); ++i) {
        out << "logit," << row.model.id << ',' << 255 * m_ready.line[i] << ',' << line.classIndex << ','
            << csvQuoted(row.model.labelOf(line.classIndex)) << ',' << line.logits[i] << '\n';
      }
    }
    for (std::size_t i = 0; i < row.errors.size(); ++i)
      out << "error," << row.model.id << ',' << 255 * m_ready.epsilons[i] << ",,," << row.errors[i] << '\n';
  }
  return out.str();
}

std::string LinearityFigure::repeatJson() const {
  nlohmann::ordered_json rows = nlohmann::json::array();
  for (const LinearityRow& row : m_ready.rows)
    rows.push_back({{"model", row.model.id}, {"weights_sha256", row.model.weightsSha256}, {"r2", row.r2}});
  const nlohmann::ordered_json json = {{"image", nameOf(m_request.image)},
                                       {"reach", m_request.reach},
                                       {"data", m_request.data},
                                       {"count", m_request.count},
                                       {"networks", rows}};
  return json.dump(2);
}

}  // namespace adv
