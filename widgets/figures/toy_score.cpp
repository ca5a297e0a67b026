// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/toy_score.hpp"

#include <QPolygonF>
#include <algorithm>
#include <cmath>

#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/toy_words.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kSigmoidShare = 0.44;
constexpr double kWalkShare = 0.30;
constexpr double kLeftRoom = 3.4;    ///< of the text size, for "100 %"
constexpr double kBottomRoom = 2.9;  ///< for ticks and the name of the axis
constexpr double kBetween = 0.7;
constexpr double kHead = 1.7;       ///< for the names at the top of a panel
constexpr double kNarrowest = 5.0;  ///< the axis reaches this far at least
constexpr double kRoomBeyond = 1.18;
constexpr int kCurvePoints = 120;
constexpr double kRare = 0.01;  ///< outcomes in tails of this share do not widen the axis

class ScorePanel {
 public:
  ScorePanel(QPainter& painter, const QRectF& place, const ToyReady& ready, std::size_t shown, const PanelStyle& style)
      : m_painter(painter), m_ready(ready), m_shown(std::min(shown, ready.terms.size())), m_style(style) {
    const double text = style.text;
    const QRectF all = place.adjusted(kLeftRoom * text, 0, -text * 0.6, -kBottomRoom * text);
    const double between = kBetween * text;
    const double free = all.height() - 2 * between;
    m_sigmoid = QRectF(all.left(), all.top(), all.width(), free * kSigmoidShare);
    m_walks = QRectF(all.left(), m_sigmoid.bottom() + between, all.width(), free * kWalkShare);
    m_endings = QRectF(all.left(), m_walks.bottom() + between, all.width(), all.bottom() - m_walks.bottom() - between);
    m_reach = reach();
  }

  void paint() const {
    for (const QRectF& part : {m_sigmoid, m_walks, m_endings}) m_painter.fillRect(part, m_style.look.plotBackground);
    paintAxis();
    paintDrops();
    paintCurve();
    paintWalks();
    paintEndings();
    paintPoints();
  }

 private:
  double reach() const {
    double widest = std::max(std::abs(m_ready.clean.score), std::abs(m_ready.adversarial.score));
    for (const ToyTerm& term : m_ready.terms) widest = std::max(widest, std::abs(term.randomScoreSoFar));
    double below = 0.0;
    for (const ToyOutcome& one : m_ready.random) {
      below += one.drawn;
      if (below > kRare && below < 1.0 - kRare) widest = std::max(widest, std::abs(one.score));
    }
    return std::max(kNarrowest, kRoomBeyond * widest);
  }
  double x(double score) const {
    return m_sigmoid.center().x() + m_sigmoid.width() / 2 * std::clamp(score / m_reach, -1.0, 1.0);
  }
  double probabilityY(double probability) const {
    const double room = m_style.text * 0.5;
    return m_sigmoid.bottom() - room - (m_sigmoid.height() - 2 * room) * probability;
  }
  /// Height of the nudge `index` in the panel of walks; before the first of them -1.
  double walkY(int index) const {
    const double head = m_style.text * kHead;
    return m_walks.top() + head +
           (m_walks.height() - head - m_style.text * 0.5) * (index + 1) /
               std::max(1.0, static_cast<double>(m_ready.terms.size()));
  }
  double adversarialScore() const { return m_shown == 0 ? m_ready.clean.score : m_ready.terms[m_shown - 1].scoreSoFar; }
  double adversarialProbability() const {
    return m_shown == 0 ? m_ready.clean.probability : m_ready.terms[m_shown - 1].probabilitySoFar;
  }
  double randomScore() const {
    return m_shown == 0 ? m_ready.clean.score : m_ready.terms[m_shown - 1].randomScoreSoFar;
  }
  QPen pen(const QColor& colour, double width, Qt::PenStyle line = Qt::SolidLine) const {
    return {colour, width * m_style.line, line, Qt::RoundCap, Qt::RoundJoin};
  }
  /// On the panel's ground, so that lines behind do not cross it.
  void label(const QRectF& place, int side, const QString& what, const QColor& colour, double size = 1.0,
             QFont::Weight weight = QFont::Normal) const {
    const double width = std::min(place.width(), figureTextWidth(what, m_style.text * size, weight) * 1.03);
    const QRectF ground(side == Qt::AlignRight ? place.right() - width : place.left(), place.top(), width,
                        place.height());
    m_painter.fillRect(ground, m_style.look.plotBackground);
    text(ground, Qt::AlignCenter, what, colour, size, weight);
  }
  /// Beside a point, but inside the panel.
  void pointText(QRectF place, int side, const QString& what, const QColor& colour, double size = 1.0,
                 QFont::Weight weight = QFont::Normal) const {
    const double width = figureTextWidth(what, m_style.text * size, weight) * 1.03;
    const double left = side == Qt::AlignRight ? place.right() - width : place.left();
    place.setLeft(std::clamp(left, m_sigmoid.left(), std::max(m_sigmoid.left(), m_sigmoid.right() - width)));
    place.setWidth(width);
    text(place, Qt::AlignCenter, what, colour, size, weight);
  }
  void text(const QRectF& place, int flags, const QString& what, const QColor& colour, double size = 1.0,
            QFont::Weight weight = QFont::Normal) const {
    drawFigureText(m_painter, place, flags, what, m_style.text * size, colour, weight);
  }

  void paintAxis() const;
  void paintDrops() const;
  void paintCurve() const;
  void paintWalks() const;
  void paintWalk(const QColor& colour, double width, bool isRandom) const;
  void paintEndings() const;
  void paintPoints() const;
  void paintPoint(double score, double probability, const QColor& colour, bool isDiamond) const;

  QPainter& m_painter;
  const ToyReady& m_ready;
  std::size_t m_shown;
  const PanelStyle& m_style;
  QRectF m_sigmoid;
  QRectF m_walks;
  QRectF m_endings;
  double m_reach = 1.0;
};

double tickStep(double reach) {
  for (double decade = 1.0;; decade *= 10.0) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      if (reach / (factor * decade) <= 8.0) return factor * decade;
    }
  }
}

void ScorePanel::paintAxis() const {
  const double size = m_style.text;
  const double step = tickStep(m_reach);
  for (double tick = -std::floor(m_reach / step) * step; tick <= m_reach; tick += step) {
    text({x(tick) - 3 * size, m_endings.bottom() + 0.15 * size, 6 * size, 1.3 * size},
         Qt::AlignHCenter | Qt::AlignVCenter, exactText(tick), m_style.look.mutedText);
  }
  const QRectF name(m_endings.left(), m_endings.bottom() + 1.4 * size, m_endings.width(), 1.4 * size);
  text(name, Qt::AlignHCenter | Qt::AlignVCenter, QObject::tr("score s = w·x + b"), m_style.look.mutedText);
  text(name, Qt::AlignLeft | Qt::AlignVCenter, QObject::tr("◀ class 0"), m_style.look.text, 1.0, QFont::DemiBold);
  text(name, Qt::AlignRight | Qt::AlignVCenter, QObject::tr("class 1 ▶"), m_style.look.text, 1.0, QFont::DemiBold);
  for (const int percent : {0, 50, 100}) {
    const double y = probabilityY(percent / 100.0);
    m_painter.setPen(pen(m_style.look.grid, 1));
    m_painter.drawLine(QPointF(m_sigmoid.left(), y), QPointF(m_sigmoid.right(), y));
    text({m_sigmoid.left() - kLeftRoom * size, y - size, (kLeftRoom - 0.4) * size, 2 * size},
         Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("%1 %").arg(percent), m_style.look.mutedText);
  }
  m_painter.setPen(pen(m_style.look.mutedText, 1.5));
  m_painter.drawLine(QPointF(x(0), m_sigmoid.top()), QPointF(x(0), m_endings.bottom()));
}

void ScorePanel::paintDrops() const {
  m_painter.setPen(pen(m_style.look.clean, 1.2, Qt::DotLine));
  m_painter.drawLine(QPointF(x(m_ready.clean.score), probabilityY(m_ready.clean.probability)),
                     QPointF(x(m_ready.clean.score), m_endings.bottom()));
  m_painter.setPen(pen(m_style.look.adversarial, 1.2, Qt::DotLine));
  m_painter.drawLine(QPointF(x(adversarialScore()), probabilityY(adversarialProbability())),
                     QPointF(x(adversarialScore()), m_endings.bottom()));
}

void ScorePanel::paintCurve() const {
  QPolygonF whole;
  QPolygonF travelled;
  const double from = std::min(m_ready.clean.score, adversarialScore());
  const double to = std::max(m_ready.clean.score, adversarialScore());
  const auto sigmoid = [](double s) { return 1.0 / (1.0 + std::exp(-s)); };
  for (int i = 0; i <= kCurvePoints; ++i) {
    const double score = m_reach * (2.0 * i / kCurvePoints - 1.0);
    const double between = from + (to - from) * i / kCurvePoints;
    whole << QPointF(x(score), probabilityY(sigmoid(score)));
    travelled << QPointF(x(between), probabilityY(sigmoid(between)));
  }
  m_painter.setBrush(Qt::NoBrush);
  m_painter.setPen(pen(m_style.look.mutedText, 2));
  m_painter.drawPolyline(whole);
  m_painter.setPen(pen(m_style.look.adversarial, 4));
  if (m_shown > 0) m_painter.drawPolyline(travelled);
}

void ScorePanel::paintWalk(const QColor& colour, double width, bool isRandom) const {
  double from = m_ready.clean.score;
  for (std::size_t i = 0; i < m_shown; ++i) {
    const double to = isRandom ? m_ready.terms[i].randomScoreSoFar : m_ready.terms[i].scoreSoFar;
    const double y = walkY(static_cast<int>(i));
    m_painter.setPen(pen(colour, 1));
    m_painter.drawLine(QPointF(x(from), walkY(static_cast<int>(i) - 1)), QPointF(x(from), y));
    m_painter.setPen(pen(colour, width));
    m_painter.drawLine(QPointF(x(from), y), QPointF(x(to), y));
    from = to;
  }
}

void ScorePanel::paintWalks() const {
  const double size = m_style.text;
  paintWalk(m_style.look.control, 2.5, true);
  paintWalk(m_style.look.adversarial, 4, false);
  const QRectF first(m_walks.left() - kLeftRoom * size, walkY(0) - size, (kLeftRoom - 0.4) * size, 2 * size);
  text(first, Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("1"), m_style.look.mutedText);
  const auto last = static_cast<int>(m_ready.terms.size());
  text(first.translated(0, walkY(last - 1) - walkY(0)), Qt::AlignRight | Qt::AlignVCenter, QString::number(last),
       m_style.look.mutedText);
  const double room = 0.6 * size;
  const QRectF names = m_walks.adjusted(room, 0.1 * size, -room, 0);
  const QRectF line(names.left(), names.top(), names.width(), 1.5 * size);
  const bool goesRight = m_ready.adversarial.score >= m_ready.clean.score;
  label(line, goesRight ? Qt::AlignRight : Qt::AlignLeft, QObject::tr("signs of the weights"), m_style.look.adversarial,
        1.0, QFont::DemiBold);
  label(line, goesRight ? Qt::AlignLeft : Qt::AlignRight, QObject::tr("random signs"), m_style.look.mutedText, 1.0,
        QFont::DemiBold);
}

void ScorePanel::paintEndings() const {
  const double size = m_style.text;
  const double head = kHead * size;
  double highest = 1e-9;
  double nearest = m_reach;
  for (std::size_t i = 0; i < m_ready.random.size(); ++i) {
    highest = std::max({highest, m_ready.random[i].drawn, m_ready.random[i].exact});
    if (i > 0) nearest = std::min(nearest, m_ready.random[i].score - m_ready.random[i - 1].score);
  }
  const double width = std::max(2.0 * m_style.line, 0.62 * (x(nearest) - x(0)));
  const double tallest = m_endings.height() - head;
  m_painter.setPen(Qt::NoPen);
  for (const ToyOutcome& one : m_ready.random) {
    if (std::abs(one.score) > m_reach) continue;
    const double height = tallest * one.drawn / highest;
    m_painter.setBrush(m_style.look.control);
    m_painter.drawRect(QRectF(x(one.score) - width / 2, m_endings.bottom() - height, width, height));
    if (one.exact <= 0) continue;
    m_painter.setBrush(m_style.look.text);
    m_painter.drawEllipse(QPointF(x(one.score), m_endings.bottom() - tallest * one.exact / highest), 2.2 * m_style.line,
                          2.2 * m_style.line);
  }
  const bool goesRight = m_ready.adversarial.score >= m_ready.clean.score;
  const QString draws = QLocale(QLocale::English).toString(m_ready.request.draws);
  const QRectF line(m_endings.left() + 0.6 * size, m_endings.top() + 0.1 * size, m_endings.width() - 1.2 * size, head);
  label(line, goesRight ? Qt::AlignRight : Qt::AlignLeft,
        QObject::tr("%1 draws: %2 change the class").arg(draws, shareText(m_ready.randomFlips)),
        m_style.look.mutedText);
}

void ScorePanel::paintPoint(double score, double probability, const QColor& colour, bool isDiamond) const {
  const QPointF at(x(score), probabilityY(probability));
  const double radius = 0.5 * m_style.text;
  m_painter.setPen(pen(m_style.look.card, 2));
  m_painter.setBrush(colour);
  if (isDiamond)
    m_painter.drawPolygon(QPolygonF({at + QPointF(0, -radius * 1.3), at + QPointF(radius * 1.3, 0),
                                     at + QPointF(0, radius * 1.3), at + QPointF(-radius * 1.3, 0)}));
  else
    m_painter.drawEllipse(at, radius, radius);
  // Below class 1's end of the curve and above class 0's there is room.
  const double size = m_style.text;
  const double away = radius * 1.6;
  const bool isHigh = probability > 0.5;
  const double width = m_sigmoid.width();
  QRectF first(isHigh ? at.x() + away : at.x() - away - width, isHigh ? at.y() + 0.2 * size : at.y() - 3.0 * size,
               width, 1.5 * size);
  const auto side = isHigh ? Qt::AlignLeft : Qt::AlignRight;
  pointText(first, side, QStringLiteral("P = %1").arg(probability, 0, 'f', 4), colour, 1.15, QFont::DemiBold);
  const double sure = isHigh ? probability : 1.0 - probability;
  pointText(first.translated(0, 1.4 * size), side,
            QObject::tr("%1 class %2").arg(wholePercent(sure)).arg(isHigh ? 1 : 0), colour);
}

void ScorePanel::paintPoints() const {
  paintPoint(m_ready.clean.score, m_ready.clean.probability, m_style.look.clean, false);
  if (m_shown == 0 || m_ready.request.delta == 0.0) return;
  paintPoint(adversarialScore(), adversarialProbability(), m_style.look.adversarial, true);
}

}  // namespace

void paintToyScore(QPainter& painter, const QRectF& place, const ToyReady& ready, std::size_t shown,
                   const PanelStyle& style) {
  ScorePanel(painter, place, ready, shown, style).paint();
}

}  // namespace adv
