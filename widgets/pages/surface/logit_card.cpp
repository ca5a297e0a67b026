// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/surface/logit_card.hpp"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/controls/levels_edit.hpp"
#include "widgets/plots/logit_plot.hpp"
#include "widgets/style/format.hpp"

namespace adv {

LogitCard::LogitCard(SurfaceSession& session, QWidget* parent)
    : Card(tr("Logits along d₁"), parent), m_session(session), m_edit(new LevelsEdit), m_plot(new LogitPlot) {
  m_edit->setAccessibleName(tr("Signed ε along the attack's direction, in levels of 255"));
  m_edit->setToolTip(tr("Signed ε along d₁, within the reach of the axis. Click to type 8/255, −8 or 0.03."));
  setHeaderWidget(m_edit);
  actions()->addStretch(1);
  setSubtitle(tr("solid: the logits; dashed: their least-squares lines"));
  body()->addWidget(m_plot, 1);
  setFocusProxy(m_plot);
  const auto move = [this](double levels) { m_session.moveTo({levels / 255, 0.0}); };
  connect(m_plot, &LogitPlot::valueChanged, this, move);
  connect(m_edit, &LevelsEdit::levelsChanged, this, move);
  connect(&session, &SurfaceSession::surfaceChanged, this, &LogitCard::showSurface);
  connect(&session, &SurfaceSession::placeChanged, this, &LogitCard::showPlace);
}

void LogitCard::showSurface() {
  const auto& surface = m_session.surface();
  if (!surface) {
    m_lines.clear();
    m_plot->setMarker({});
    return m_plot->setSeries({});
  }
  if (surface->done < 1.0 && surface->lines == m_lines) return;
  m_lines = surface->lines;
  m_plot->setSurface(*surface);
  m_edit->setRange(-255 * surface->extent, 255 * surface->extent);
  showPlace();
}

void LogitCard::showPlace() {
  const double along = m_session.place().along;
  m_plot->setValue(255 * along);
  m_plot->setValueText(levelsText(along));
  m_edit->setLevels(255 * along);
}

}  // namespace adv
