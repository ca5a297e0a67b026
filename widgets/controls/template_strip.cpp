// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/template_strip.hpp"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "widgets/plots/axis_slider.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kGap = 6;
constexpr int kLargest = 52;

int captionHeight() { return typeSize(12) + 4; }

}  // namespace

TemplateStrip::TemplateStrip(const AxisSlider* axis, QWidget* parent) : QWidget(parent), m_axis(axis) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  setAccessibleName(tr("The target's template at each strength"));
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] { update(); });
}

QSize TemplateStrip::sizeHint() const { return {300, kLargest + captionHeight()}; }

void TemplateStrip::setEntries(std::vector<Entry> entries) {
  m_entries = std::move(entries);
  QStringList texts;
  for (const Entry& entry : m_entries) texts << entry.help;
  setAccessibleDescription(texts.join(QLatin1Char('\n')));
  update();
}

QRect TemplateStrip::placeOf(const Entry& entry) const {
  double spacing = kLargest;
  for (std::size_t i = 1; i < m_entries.size(); ++i)
    spacing = std::min(spacing, m_axis->pixelOf(m_entries[i].x) - m_axis->pixelOf(m_entries[i - 1].x));
  const int side = std::max(8, std::min(static_cast<int>(spacing) - kGap, height() - captionHeight()));
  const int middle = static_cast<int>(std::lround(m_axis->pixelOf(entry.x)));
  return {std::clamp(middle - side / 2, 0, std::max(0, width() - side - kGap)), 0, side, side};
}

void TemplateStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  QFont font;
  font.setPixelSize(typeSize(12));
  painter.setFont(font);
  painter.setPen(theme().mutedText);
  for (const Entry& entry : m_entries) {
    const QRect place = placeOf(entry);
    painter.drawImage(place, entry.picture);
    painter.drawText(place.left() - kGap, place.bottom() + 1, place.width() + 2 * kGap, captionHeight(),
                     Qt::AlignCenter, entry.caption);
  }
}

bool TemplateStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  for (const Entry& entry : m_entries) {
    if (!placeOf(entry).adjusted(0, 0, 0, captionHeight()).contains(help->pos())) continue;
    QToolTip::showText(help->globalPos(), entry.help);
    return true;
  }
  QToolTip::hideText();
  return true;
}

}  // namespace adv
