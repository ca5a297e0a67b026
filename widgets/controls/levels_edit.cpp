// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/levels_edit.hpp"

#include <QKeyEvent>
#include <QTimer>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "engine/api/epsilon.hpp"
#include "widgets/controls/pill.hpp"

namespace adv {
namespace {

constexpr double kFine = 0.25;
constexpr double kCoarse = 4.0;

/// Nobody types 1 and means the whole range: plain numbers from 1 on are levels. A minus leads to the other side.
std::optional<double> parseLevels(const QString& text) {
  QString size = text.trimmed();
  const bool isNegative = size.startsWith(QLatin1Char('-')) || size.startsWith(QChar(u'−'));
  if (isNegative) size.remove(0, 1);
  bool isNumber = false;
  const double plain = size.toDouble(&isNumber);
  const auto epsilon = Epsilon::parse(size.toStdString(), isNumber && plain >= 1.0);
  if (!epsilon) return {};
  return isNegative ? -epsilon->levels() : epsilon->levels();
}

QString textOf(double levels) {
  return QString::fromStdString(Epsilon::fromLevels(std::round(levels * 1000) / 1000).text());
}

}  // namespace

LevelsEdit::LevelsEdit(QWidget* parent) : QLineEdit(parent) {
  makePill(this);
  setLevels(0);
  connect(this, &QLineEdit::editingFinished, this, &LevelsEdit::commit);
}

void LevelsEdit::setRange(double minimumLevels, double maximumLevels) {
  m_minimum = minimumLevels;
  m_maximum = maximumLevels;
}

void LevelsEdit::setLevels(double levels) {
  m_levels = std::clamp(levels, m_minimum, m_maximum);
  m_isAutomatic = false;
  showText(textOf(m_levels));
}

void LevelsEdit::setAutomatic(std::optional<double> levels) {
  m_isAutomatic = true;
  m_levels = levels.value_or(m_levels);
  showText(levels ? tr("auto (%1)").arg(textOf(m_levels)) : tr("auto"));
}

void LevelsEdit::showText(const QString& text) {
  m_shown = text;
  setText(text);
}

void LevelsEdit::commit() {
  if (!isModified()) return;
  if (m_allowsAutomatic && text().trimmed().isEmpty()) {
    setAutomatic({});
    return emit automaticAsked();
  }
  const auto typed = parseLevels(text());
  if (!typed || *typed < m_minimum || *typed > m_maximum) {
    QToolTip::showText(mapToGlobal(QPoint(0, height())),
                       tr("Type %1 to %2 levels, as 8/255, 8 or 0.03.").arg(m_minimum).arg(m_maximum), this);
    return setText(m_shown);
  }
  const bool isNew = m_isAutomatic || std::abs(*typed - m_levels) > 1e-9;
  setLevels(*typed);
  if (isNew) emit levelsChanged(m_levels);
}

void LevelsEdit::moveBy(double levels) {
  const double before = m_levels;
  setLevels(m_levels + levels);
  if (m_levels != before) emit levelsChanged(m_levels);
}

void LevelsEdit::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Up: return moveBy(kFine);
    case Qt::Key_Down: return moveBy(-kFine);
    case Qt::Key_PageUp: return moveBy(kCoarse);
    case Qt::Key_PageDown: return moveBy(-kCoarse);
    case Qt::Key_Escape: setText(m_shown); return clearFocus();
    default: QLineEdit::keyPressEvent(event);
  }
}

void LevelsEdit::focusInEvent(QFocusEvent* event) {
  QLineEdit::focusInEvent(event);
  QTimer::singleShot(0, this, &QLineEdit::selectAll);
}

}  // namespace adv
