// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/pooling/levels_view.hpp"

#include <QMouseEvent>
#include <QPainter>

#include "widgets/figures/pooling_figure.hpp"

namespace adv {
namespace {

constexpr double kText = 12.0;

}  // namespace

LevelsView::LevelsView(PoolingSession& session, QWidget* parent) : QWidget(parent), m_session(session) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setAccessibleName(tr("The picture at every level"));
  setToolTip(tr("The picture, pooled once, twice, … Each is drawn as large as the first; a click chooses one."));
  setCursor(Qt::PointingHandCursor);
  connect(&session, &PoolingSession::pictureChanged, this, [this] { update(); });
  connect(&session, &PoolingSession::levelChanged, this, [this] { update(); });
}

void LevelsView::paintEvent(QPaintEvent*) {
  if (!m_session.picture()) return;
  QPainter painter(this);
  paintLevels(painter, rect(), *m_session.picture(), m_session.level(), kText * typeScale(), theme());
}

void LevelsView::mousePressEvent(QMouseEvent* event) {
  if (!m_session.picture()) return;
  for (int level = 0; level < static_cast<int>(m_session.picture()->levels.size()); ++level) {
    if (levelPlace(rect(), *m_session.picture(), level, kText * typeScale()).contains(event->position()))
      m_session.setLevel(level);
  }
}

}  // namespace adv
