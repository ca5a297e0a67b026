// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/toy/cells_card.hpp"

#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/controls/choice_buttons.hpp"
#include "widgets/controls/number_grid.hpp"
#include "widgets/figures/toy_words.hpp"
#include "widgets/pages/toy/nudge_row.hpp"
#include "widgets/style/icons.hpp"

namespace adv {
namespace {

constexpr int kCaptions = 92;
constexpr double kLargest = 1e6;
constexpr double kEditStep = 0.5;
/// Weights of one size would all have the map's strongest colours.
constexpr double kWeightPaleness = 1.8;
constexpr int kTermMilliseconds = 550;

double largest(const std::vector<double>& numbers) {
  double found = 1e-9;
  for (const double number : numbers) found = std::max(found, std::abs(number));
  return found;
}

NumberGrid* rowGrid(const QString& name, const QString& toolTip, bool editable) {
  auto* grid = new NumberGrid;
  grid->setCaptions({name}, {});
  grid->setRowCaptionWidth(kCaptions);
  grid->setEditable(editable);
  grid->setLimits(-kLargest, kLargest, kEditStep);
  grid->setAccessibleName(name);
  grid->setToolTip(toolTip);
  return grid;
}

}  // namespace

ToyCellsCard::ToyCellsCard(ToySession& session, QWidget* parent)
    : Card(tr("Ten numbers"), parent),
      m_session(session),
      m_step(new ChoiceButtons(tr("Step"), false)),
      m_towards(new ChoiceButtons(tr("Towards"), false)),
      m_play(new QToolButton),
      m_x(rowGrid(tr("x"), tr("The numbers. Type, or drag up and down."), true)),
      m_nudges(new NudgeRow),
      m_moved(rowGrid(tr("x′"), tr("The numbers after their nudges"), false)),
      m_w(rowGrid(tr("w"), tr("The weights of the classifier. Type, or drag up and down."), true)),
      m_products(rowGrid(tr("w · x′"), tr("Weight times number; the sum of the products is the score"), false)),
      m_sums(new ToySumBars(kCaptions)),
      m_timer(new QTimer(this)) {
  setFocusProxy(m_x);
  arrange();
  connectGrid(m_x, &ToyRequest::x, tr("Change x"));
  connectGrid(m_w, &ToyRequest::w, tr("Change w"));
  connect(m_step, &ChoiceButtons::choiceMade, this, [this](int index) {
    ToyRequest request = m_session.request();
    request.step = index == 0 ? ToyStep::Signs : ToyStep::Proportional;
    m_session.edit(request, tr("Change the step"));
  });
  connect(m_towards, &ChoiceButtons::choiceMade, this, [this](int index) {
    ToyRequest request = m_session.request();
    request.towards = index == 0 ? 1 : 0;
    m_session.edit(request, tr("Change the direction"));
  });
  m_timer->setInterval(kTermMilliseconds);
  connect(m_timer, &QTimer::timeout, this, &ToyCellsCard::playNext);
  connect(m_play, &QToolButton::clicked, this, &ToyCellsCard::play);
  connect(&session, &ToySession::requestChanged, this, &ToyCellsCard::showRequest);
  connect(&session, &ToySession::readyChanged, this, &ToyCellsCard::showReady);
  showRequest();
}

void ToyCellsCard::arrange() {
  m_step->add(tr("sign(w)"), tr("Every number moves by δ, whatever its weight: the fast gradient sign step"));
  m_step->add(tr("w"), tr("Every number moves by δ times its weight: the step along the gradient"));
  m_towards->add(tr("→ class 1"), tr("The step raises the score"));
  m_towards->add(tr("→ class 0"), tr("The step lowers the score"));
  m_play->setText(tr("Term by term"));
  m_play->setIcon(themedIcon(QStringLiteral("play")));
  m_play->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_play->setToolTip(tr("Adds the nudges one after the other"));
  actions()->addStretch(1);
  for (QWidget* action :
       {static_cast<QWidget*>(m_step), static_cast<QWidget*>(m_towards), static_cast<QWidget*>(m_play)})
    actions()->addWidget(action);
  body()->setSpacing(2);
  body()->addWidget(m_x, 1);
  body()->addWidget(m_nudges);
  body()->addWidget(m_moved, 1);
  body()->addSpacing(6);
  body()->addWidget(m_w, 1);
  body()->addWidget(m_products, 1);
  body()->addSpacing(4);
  body()->addWidget(m_sums);
}

void ToyCellsCard::connectGrid(NumberGrid* grid, std::vector<double> ToyRequest::*numbers, const QString& what) {
  connect(grid, &NumberGrid::editStarted, this, [this] { m_session.beginEdit(); });
  connect(grid, &NumberGrid::editFinished, this, [this, what] { m_session.endEdit(what); });
  connect(grid, &NumberGrid::valueEdited, this, [this, numbers](int, int column, double value) {
    ToyRequest request = m_session.request();
    (request.*numbers)[static_cast<std::size_t>(column)] = value;
    m_session.change(request);
  });
}

bool ToyCellsCard::isPlaying() const { return m_timer->isActive(); }

void ToyCellsCard::setPresenting(bool presenting) {
  m_step->setVisible(!presenting);
  m_towards->setVisible(!presenting);
}

void ToyCellsCard::showRequest() {
  const ToyRequest& request = m_session.request();
  const int count = static_cast<int>(request.x.size());
  m_x->setNumbers(1, count, request.x);
  m_w->setNumbers(1, count, request.w);
  m_w->setColours(CellColours::Signed, kWeightPaleness * largest(request.w));
  m_step->setChosen(request.step == ToyStep::Signs ? 0 : 1);
  m_towards->setChosen(request.towards == 1 ? 0 : 1);
  m_moved->setCaptions({toyStepFormula(request)}, {});
}

/// A new answer shows the whole step, unless it is being added up just now.
void ToyCellsCard::showReady() {
  if (!isPlaying()) m_shown = m_session.ready()->terms.size();
  showTerms();
}

void ToyCellsCard::showTerms() {
  const auto& ready = m_session.ready();
  if (!ready) return;
  std::vector<double> nudges, moved, products;
  for (std::size_t i = 0; i < ready->terms.size(); ++i) {
    const ToyTerm& term = ready->terms[i];
    nudges.push_back(term.nudge);
    moved.push_back(i < m_shown ? term.adversarial : ready->request.x[i]);
    products.push_back(i < m_shown ? term.adversarialProduct : term.product);
  }
  const double scale = std::max(largest(ready->request.x), largest(moved));
  const int count = static_cast<int>(moved.size());
  m_x->setColours(CellColours::Signed, scale);
  m_moved->setColours(CellColours::Signed, scale);
  m_products->setColours(CellColours::Signed, largest(products));
  m_moved->setNumbers(1, count, std::move(moved));
  m_products->setNumbers(1, count, std::move(products));
  m_nudges->setNudges(std::move(nudges), m_shown, [this](int column) { return m_x->placeOf(0, column); });
  m_sums->setReady(*ready, m_shown);
  std::vector<CellWindow> turn;
  if (isPlaying() && m_shown > 0)
    turn.push_back({QRect(static_cast<int>(m_shown) - 1, 0, 1, 1), SeriesRole::Adversarial});
  for (NumberGrid* grid : {m_moved, m_products}) grid->setWindows(turn);
  emit shownChanged();
}

void ToyCellsCard::play() {
  if (isPlaying()) {
    m_timer->stop();
    return setShown(m_session.ready() ? m_session.ready()->terms.size() : 0);
  }
  m_timer->start();
  setShown(0);
}

void ToyCellsCard::playNext() {
  const std::size_t count = m_session.ready() ? m_session.ready()->terms.size() : 0;
  if (m_shown >= count) m_timer->stop();
  setShown(std::min(m_shown + 1, count));
}

void ToyCellsCard::setShown(std::size_t shown) {
  m_shown = shown;
  m_play->setText(isPlaying() ? tr("Stop") : tr("Term by term"));
  m_play->setIcon(themedIcon(isPlaying() ? QStringLiteral("pause") : QStringLiteral("play")));
  showTerms();
}

}  // namespace adv
