// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/pooling/cells_card.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/controls/number_grid.hpp"
#include "widgets/figures/pooling_figure.hpp"

namespace adv {
namespace {

constexpr int kLargestCell = 60;  ///< so that both tables have cells of one size

}  // namespace

CellsCard::CellsCard(PoolingSession& session, QWidget* parent)
    : Card(tr("In numbers"), parent), m_session(session), m_numbers(new NumberGrid), m_result(new NumberGrid) {
  m_numbers->setAccessibleName(tr("Numbers to pool"));
  m_numbers->setToolTip(tr("Type a number, or drag it up and down. The colour says in which window it lies."));
  m_numbers->setEditable(true);
  m_numbers->setLimits(-1000, 1000, 1);
  m_result->setAccessibleName(tr("Pooled numbers"));
  m_result->setToolTip(tr("One number for each window. The chosen one's window is framed."));
  for (NumberGrid* grid : {m_numbers, m_result}) {
    grid->setSquareCells(true);
    grid->setLargestCell(kLargestCell);
  }
  auto* arrow = new QLabel(QStringLiteral("→"));
  arrow->setObjectName(QStringLiteral("appName"));
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  row->addWidget(m_numbers, 4);
  row->addWidget(arrow);
  row->addWidget(m_result, 2);
  body()->addLayout(row, 1);
  actions()->addStretch(1);
  setSubtitle(tr("each window has a colour"));
  setFocusProxy(m_numbers);
  connect(m_numbers, &NumberGrid::editStarted, &session, &PoolingSession::beginGesture);
  connect(m_numbers, &NumberGrid::editFinished, &session, &PoolingSession::endGesture);
  connect(m_numbers, &NumberGrid::valueEdited, this, [this](int y, int x, double value) {
    PoolingState next = m_session.state();
    next.cells.values[next.cells.indexOf(0, y, x)] = value;
    m_session.change(tr("number"), next);
  });
  connect(m_result, &NumberGrid::cellChanged, this, &CellsCard::showWindow);
  connect(&session, &PoolingSession::stateChanged, this, &CellsCard::showNumbers);
  connect(&session, &PoolingSession::cellsChanged, this, &CellsCard::showResult);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, &CellsCard::showResult);
  showNumbers();
}

void CellsCard::showNumbers() {
  const NumberMap& cells = m_session.state().cells;
  m_numbers->setNumbers(cells.height, cells.width, cells.values);
}

void CellsCard::showResult() {
  if (!m_session.cells() || m_session.cells()->levels.size() < 2) return;
  const PoolingReady& ready = *m_session.cells();
  const NumberMap& result = ready.levels[1].numbers;
  m_numbers->setGrounds(windowGrounds(ready, theme()));
  m_result->setGrounds(resultGrounds(ready, theme()));
  m_result->setNumbers(result.height, result.width, result.values);
  showWindow();
}

void CellsCard::showWindow() {
  if (!m_session.cells()) return;
  const auto& cells = m_session.cells()->cells;
  const auto index = static_cast<std::size_t>(m_result->cell().y() * m_result->table().columns + m_result->cell().x());
  if (index >= cells.size()) return;
  const PooledCell& cell = cells[index];
  m_numbers->setWindows({{{cell.left, cell.top, cell.columns, cell.rows}, SeriesRole::Neutral}});
  m_result->setWindows({{{m_result->cell(), QSize(1, 1)}, SeriesRole::Neutral}});
}

}  // namespace adv
