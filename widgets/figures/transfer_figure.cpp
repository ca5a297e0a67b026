// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/transfer_figure.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "widgets/figures/figure_plot.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/plots/trust_lines.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.35;
constexpr double kCell = 3.1;  ///< height of a cell, of the text size
constexpr double kHead = 3.2;
constexpr double kMatrixShare = 0.58;
constexpr double kSmallest = 0.7;  ///< a headline is made smaller down to this share before it is cut off

QString text(const std::string& from) { return QString::fromStdString(from); }

double fittingSize(const QString& line, double size, double width) {
  return size * std::clamp(width / figureTextWidth(line, size, QFont::DemiBold), kSmallest, 1.0);
}

/// Columns are named by letters, which stand before the names of the rows.
QString letterOf(std::size_t index) { return QString(QChar(static_cast<char16_t>(u'A' + index % 26))); }

/// A name on two lines, broken at the blank nearest to its middle, where it is too long for one.
QStringList twoLines(const QString& name, double size, double width) {
  if (figureTextWidth(name, size) <= width) return {name};
  const auto middle = name.size() / 2;
  const auto before = name.lastIndexOf(QLatin1Char(' '), middle);
  const auto after = name.indexOf(QLatin1Char(' '), middle);
  const auto at = before < 0 || (after >= 0 && after - middle < middle - before) ? after : before;
  return at < 0 ? QStringList{name} : QStringList{name.left(at), name.mid(at + 1)};
}

}  // namespace

QString transferSentence(const TransferReported& report) {
  if (report.matrices.empty()) return {};
  const TransferMatrix& matrix = report.matrices.front();
  const TransferCell noise = matrix.byNoise();
  const QString control =
      noise.of > 0 ? QObject::tr("; random noise of the same ε fools %1").arg(shareText(noise.rate())) : QString();
  if (const TransferCell carried = matrix.carriedOver(); carried.of > 0)
    return QObject::tr("%1 of the pictures also fool a network that they were not made on%2.")
        .arg(shareText(carried.rate()), control);
  const TransferCell itself = matrix.onItself();
  if (itself.of == 0) return {};
  return QObject::tr("%1 of the pictures fool the network that they were made on%2.")
      .arg(shareText(itself.rate()), control);
}

TransferFigure::TransferFigure(TransferReported report, AttackInfo attack)
    : m_report(std::move(report)), m_attack(std::move(attack)) {}

double TransferFigure::height(const FigureStyle& style) const {
  return style.textSize * (kHead + 2.6 + kCell * (static_cast<double>(m_report.models.size()) + 1) + 3.4);
}

void TransferFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double size = style.textSize;
  const QString headline = transferSentence(m_report);
  drawFigureText(painter, {0, 0, style.width, size * kLine * 1.2}, Qt::AlignLeft | Qt::AlignVCenter, headline,
                 fittingSize(headline, size * 1.15, style.width), figureInk().text, QFont::DemiBold);
  drawFigureText(painter, {0, size * kLine * 1.2, style.width, size * kLine}, Qt::AlignLeft | Qt::AlignVCenter,
                 QObject::tr("Fooled, of the pictures that both networks classify rightly without attack."), size * 0.9,
                 figureInk().mutedText);
  const double top = size * kHead;
  const double bottom = height(style) - size * 2.4;
  const double matrixWidth = style.width * (hasAxis() ? kMatrixShare : 1.0);
  paintMatrix(painter, style, {0, top, matrixWidth, bottom - top});
  if (hasAxis()) {
    SharePlot plot;
    plot.title = QObject::tr("Fooled, against ε");
    plot.xName = QObject::tr("ε in levels of 255 (%1)").arg(text(m_attack.normWith(m_report.request.params)));
    plot.reach = 255.0 * std::max(m_report.request.reach, m_report.epsilon);
    plot.marker = 255.0 * m_report.epsilon;
    plot.lines = transferLines(m_report);
    const double left = matrixWidth + style.width * 0.02;
    paintSharePlot(painter, style, {left, top, style.width - left, bottom - top}, plot);
  }
  drawFigureText(painter, {0, height(style) - size * kLine, style.width, size * kLine},
                 Qt::AlignLeft | Qt::AlignVCenter, caption(), size * 0.8, figureInk().mutedText);
}

void TransferFigure::paintMatrix(QPainter& painter, const FigureStyle& style, const QRectF& place) const {
  const double size = style.textSize;
  const auto columns = static_cast<double>(m_report.models.size());
  const double names = place.width() * 0.3;
  const double width = (place.width() - names) / columns;
  const TransferMatrix& matrix = m_report.matrices.front();
  const double head = place.top() + size * 2.6;
  drawFigureText(painter, {place.left(), place.top() + size * 1.2, names, size * kLine},
                 Qt::AlignLeft | Qt::AlignVCenter, QObject::tr("made on ↓  tried on →"), size * 0.8,
                 figureInk().mutedText);
  const auto row = [&](double y, const QString& name, const std::vector<TransferCell>& cells, bool isControl) {
    const QStringList lines = twoLines(name, size * 0.85, names - size * 0.5);
    for (qsizetype line = 0; line < lines.size(); ++line) {
      const double shift = size * 1.1 * (static_cast<double>(line) - static_cast<double>(lines.size() - 1) / 2);
      drawFigureText(painter, {place.left(), y + shift, names - size * 0.5, size * kCell},
                     Qt::AlignLeft | Qt::AlignVCenter, lines[line], size * 0.85,
                     isControl ? figureInk().mutedText : figureInk().text);
    }
    for (std::size_t column = 0; column < cells.size(); ++column) {
      const QRectF cell(place.left() + names + width * static_cast<double>(column), y, width, size * kCell);
      const QColor colour = heatColour(cells[column].rate());
      painter.fillRect(cell.adjusted(1, 1, -1, -1), colour);
      if (cells[column].of == 0) continue;
      drawFigureText(painter, cell.adjusted(0, size * 0.35, 0, -size * 1.25), Qt::AlignCenter,
                     shareText(cells[column].rate()), size, inkOn(colour), QFont::DemiBold);
      drawFigureText(painter, cell.adjusted(0, size * 1.55, 0, -size * 0.3), Qt::AlignCenter,
                     QObject::tr("of %1").arg(cells[column].of), size * 0.72, inkOn(colour));
    }
  };
  for (std::size_t column = 0; column < m_report.models.size(); ++column) {
    const QRectF cell(place.left() + names + width * static_cast<double>(column), place.top(), width - 2, size * 1.3);
    drawFigureText(painter, cell, Qt::AlignHCenter | Qt::AlignVCenter, letterOf(column), size, figureInk().text,
                   QFont::DemiBold);
    const double clean = m_report.count > 0 ? static_cast<double>(m_report.cleanRight[column]) / m_report.count : 0.0;
    drawFigureText(painter, cell.translated(0, size * 1.15), Qt::AlignHCenter | Qt::AlignVCenter,
                   QObject::tr("%1 right").arg(shareText(clean)), size * 0.75, figureInk().mutedText);
  }
  double y = head;
  for (std::size_t index = 0; index < matrix.rows.size(); ++index, y += size * kCell)
    row(y, letterOf(index) + QStringLiteral("  ") + text(m_report.models[index].title), matrix.rows[index], false);
  row(y + size * 0.3, QObject::tr("random noise"), matrix.noise, true);
}

QString TransferFigure::caption() const {
  QStringList parts = {text(m_report.request.data),
                       text(m_attack.title + " (" + m_attack.normWith(m_report.request.params) + ")")};
  for (const auto& [name, value] : m_report.request.params) {
    if (const ParamSpec* spec = m_attack.param(name)) parts << text(spec->label + " = " + formatParam(*spec, value));
  }
  parts << QObject::tr("n = %1").arg(m_report.count) << QObject::tr("seed %1").arg(m_report.request.seed);
  return parts.join(QStringLiteral(" · "));
}

QString TransferFigure::fileStem() const { return QStringLiteral("transfer-%1").arg(text(m_attack.id)); }

std::string TransferFigure::csv() const {
  std::ostringstream out;
  out << "epsilon,made_on,tried_on,fooled,of\n";
  const auto write = [&](double epsilon, const std::string& source, const std::vector<TransferCell>& cells) {
    for (std::size_t column = 0; column < cells.size(); ++column)
      out << epsilon << ',' << csvQuoted(source) << ',' << csvQuoted(m_report.models[column].id) << ','
          << cells[column].fooled << ',' << cells[column].of << '\n';
  };
  for (const TransferMatrix& matrix : m_report.matrices) {
    for (std::size_t row = 0; row < matrix.rows.size(); ++row)
      write(matrix.epsilon, m_report.models[row].id, matrix.rows[row]);
    write(matrix.epsilon, "random noise", matrix.noise);
  }
  return out.str();
}

std::string TransferFigure::repeatJson() const {
  nlohmann::json models = nlohmann::json::array();
  for (const ModelInfo& model : m_report.models)
    models.push_back({{"id", model.id}, {"weights_sha256", model.weightsSha256}});
  const nlohmann::json json = {
      {"program", "AdvScope"},           {"subcommand", "transfer"},          {"models", models},
      {"data", m_report.request.data},   {"attack", m_report.request.attack}, {"parameters", m_report.request.params},
      {"reach", m_report.request.reach}, {"seed", m_report.request.seed},     {"caption", caption().toStdString()}};
  return json.dump(2);
}

}  // namespace adv
