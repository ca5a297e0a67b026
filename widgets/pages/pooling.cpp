// SPDX-License-Identifier: GPL-3.0-or-later
// The Pooling page: one number for each window, in a small table and on the picture, again and again.
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>
#include <cmath>

#include "widgets/controls/page_intro.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/pooling_figure.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/pages/pooling/cells_card.hpp"
#include "widgets/pages/pooling/levels_view.hpp"
#include "widgets/pages/presenting.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kSideWidth = 300;
constexpr int kMargin = 18;

class PoolingPage : public Page {
 public:
  explicit PoolingPage(const PageContext& context)
      : m_session(context.engine, context.experiment),
        m_intro(new PageIntro(
            tr("Pooling keeps one number for each window: the largest, or the mean. The map gets smaller, and every "
               "number "
               "stands for a larger part of the picture. Where exactly something was matters less and less."),
            tr("Goodfellow, Bengio, Courville 2016, section 9.3"))),
        m_cells(new CellsCard(m_session)),
        m_strip(new Card(tr("The picture, pooled again and again"))),
        m_levels(new LevelsView(m_session)),
        m_plot(new Card(tr("What a shift by one pixel changes, in %"))),
        m_axis(new AxisSlider),
        m_verdict(new VerdictCard),
        m_settings(new Card(tr("Pooling"))),
        m_kind(new QComboBox),
        m_size(new QSpinBox),
        m_stride(new QSpinBox),
        m_padding(new QSpinBox),
        m_ceil(new QCheckBox(tr("&ceil mode"))) {
    setFocusProxy(m_axis);
    makeControls();
    arrange();
    connect(&m_session, &PoolingSession::stateChanged, this, &PoolingPage::showState);
    connect(&m_session, &PoolingSession::cellsChanged, this, &PoolingPage::showVerdict);
    connect(&m_session, &PoolingSession::pictureChanged, this, &PoolingPage::showPicture);
    connect(&m_session, &PoolingSession::levelChanged, this, &PoolingPage::showLevel);
    connect(&m_session, &PoolingSession::failed, this, [this](const Error& error) { m_verdict->showError(error); });
    connect(&m_session, &PoolingSession::settled, this, &Page::settled);
    connect(&m_session.question(), &LatestQuestion::measured, this, &Page::previewMeasured);
    showState();
  }

  std::unique_ptr<Figure> figure() const override {
    if (!m_session.cells() || !m_session.picture()) return nullptr;
    return std::make_unique<PoolingFigure>(
        PoolingFigureData{m_session.state().spec, m_session.cells(), m_session.picture()});
  }
  ImagePtr picture() const override {
    return m_session.picture() ? m_session.picture()->levels[static_cast<std::size_t>(m_session.level())].picture
                               : nullptr;
  }
  bool isSettled() const override { return m_session.isSettled(); }
  void reset() override {
    m_session.change(tr("reset"), PoolingState());
    m_session.setLevel(2);
  }
  void setPresenting(bool presenting) override {
    m_intro->setVisible(!presenting);
    presentVerdict(presenting, this, m_side, m_verdict);
  }

 protected:
  void shownChanged(bool shown) override { m_session.setShown(shown); }

 private:
  void makeControls();
  void arrange();
  void showState();
  void showVerdict();
  void showPicture();
  void showLevel();
  template <class Change>
  void change(const QString& what, const Change& change) {
    PoolingState next = m_session.state();
    change(next.spec);
    next.spec.padding = std::min(next.spec.padding, next.spec.size / 2);
    m_session.change(what, next);
  }

  PoolingSession m_session;
  PageIntro* m_intro;
  CellsCard* m_cells;
  Card* m_strip;
  LevelsView* m_levels;
  Card* m_plot;
  AxisSlider* m_axis;
  VerdictCard* m_verdict;
  Card* m_settings;
  QComboBox* m_kind;
  QSpinBox* m_size;
  QSpinBox* m_stride;
  QSpinBox* m_padding;
  QCheckBox* m_ceil;
  QWidget* m_side = nullptr;
};

void PoolingPage::makeControls() {
  m_kind->addItems({tr("Max pooling"), tr("Average pooling")});
  m_kind->setAccessibleName(tr("Kind of pooling"));
  m_kind->setToolTip(tr("The largest number of each window, or the mean."));
  const auto prepare = [this](QSpinBox* spin, int low, int high, const QString& name, const QString& help,
                              int PoolSpec::*part) {
    spin->setRange(low, high);
    spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
    spin->setAccessibleName(name);
    spin->setToolTip(help + tr(" Arrow keys or the wheel change it."));
    connect(spin, &QSpinBox::valueChanged, this,
            [this, name, part](int value) { change(name, [=](PoolSpec& spec) { spec.*part = value; }); });
  };
  prepare(m_size, 1, 4, tr("Size"), tr("Rows and columns of a window, 1 to 4."), &PoolSpec::size);
  prepare(m_stride, 1, 4, tr("Stride"), tr("How far one window lies from the next, 1 to 4."), &PoolSpec::stride);
  prepare(m_padding, 0, 2, tr("Padding"), tr("Cells added on each side, at most half of the size."),
          &PoolSpec::padding);
  m_ceil->setToolTip(tr("A last window may reach beyond the edge, as long as it begins inside."));
  connect(m_kind, &QComboBox::activated, this, [this](int index) {
    change(tr("kind of pooling"), [=](PoolSpec& spec) { spec.kind = static_cast<PoolKind>(index); });
  });
  connect(m_ceil, &QCheckBox::toggled, this,
          [this](bool on) { change(tr("ceil mode"), [=](PoolSpec& spec) { spec.ceilMode = on; }); });
  m_axis->setValueAxis(tr("change in %"));
  m_axis->setSteps(1, 1);
  m_axis->setAccessibleName(tr("How often the picture is pooled"));
  m_axis->setHint(tr("How often the picture is pooled: drag anywhere on the plot. Arrow keys: one level."));
  connect(m_axis, &AxisSlider::valueChanged, this,
          [this](double level) { m_session.setLevel(static_cast<int>(std::lround(level))); });
}

void PoolingPage::arrange() {
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(10);
  grid->setVerticalSpacing(6);
  grid->setColumnStretch(1, 1);
  grid->addWidget(m_kind, 0, 0, 1, 2);
  int row = 1;
  for (QSpinBox* spin : {m_size, m_stride, m_padding}) {
    auto* name = new QLabel(spin->accessibleName());
    name->setObjectName(QStringLiteral("muted"));
    name->setBuddy(spin);
    grid->addWidget(name, row, 0);
    grid->addWidget(spin, row++, 1);
  }
  grid->addWidget(m_ceil, row, 0, 1, 2);
  m_settings->body()->addLayout(grid);
  m_settings->body()->addSpacing(4);
  m_strip->body()->addWidget(m_levels, 1);
  m_plot->body()->addWidget(m_axis, 1);
  for (Card* card : {m_strip, m_plot}) card->actions()->addStretch(1);
  m_side = new QWidget;
  m_side->setFixedWidth(kSideWidth);
  auto* side = new QVBoxLayout(m_side);
  side->setContentsMargins(0, 0, 0, 0);
  side->setSpacing(12);
  side->addWidget(m_verdict);
  side->addWidget(m_settings);
  side->addStretch(1);
  auto* top = new QHBoxLayout;
  top->setSpacing(14);
  top->addWidget(m_cells, 1);
  top->addWidget(m_side);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 12, kMargin, 14);
  layout->setSpacing(12);
  layout->addWidget(m_intro);
  layout->addLayout(top, 6);
  layout->addWidget(m_strip, 4);
  layout->addWidget(m_plot, 4);
}

void PoolingPage::showState() {
  const PoolSpec& spec = m_session.state().spec;
  const QSignalBlocker quiet[] = {QSignalBlocker(m_size), QSignalBlocker(m_stride), QSignalBlocker(m_padding),
                                  QSignalBlocker(m_ceil)};
  m_kind->setCurrentIndex(static_cast<int>(spec.kind));
  m_size->setValue(spec.size);
  m_stride->setValue(spec.stride);
  m_padding->setMaximum(spec.size / 2);
  m_padding->setValue(spec.padding);
  m_ceil->setChecked(spec.ceilMode);
}

void PoolingPage::showVerdict() {
  const auto& ready = m_session.cells();
  if (!ready || ready->levels.size() < 2) return;
  const PoolSpec& spec = m_session.state().spec;
  const NumberMap& from = ready->levels[0].numbers;
  const NumberMap& to = ready->levels[1].numbers;
  const QString what = spec.kind == PoolKind::Max ? tr("the largest") : tr("the mean");
  m_verdict->setVerdict(
      {Verdict::Kind::Empty,
       tr("%1 numbers become %2: %3 of each window").arg(from.values.size()).arg(to.values.size()).arg(what),
       QString::fromStdString(pooledSizeFormula(from.width, spec))});
}

void PoolingPage::showPicture() {
  const PoolingReady& ready = *m_session.picture();
  m_axis->setRange(0, std::max(1.0, static_cast<double>(ready.levels.size()) - 1.0));
  m_axis->setSeries(shiftSeries(ready, m_session.state().spec.kind));
  showLevel();
}

void PoolingPage::showLevel() {
  const PoolingReady& ready = *m_session.picture();
  const auto level = static_cast<std::size_t>(m_session.level());
  m_axis->setValue(m_session.level());
  m_axis->setValueText(tr("%1 times").arg(m_session.level()));
  m_plot->setSubtitle(tr("pooled %1 ×: max ● %2, average ■ %3")
                          .arg(m_session.level())
                          .arg(percentText(ready.shiftChangeMax[level]), percentText(ready.shiftChangeAverage[level])));
  m_strip->setSubtitle(QString::fromStdString(ready.imageName));
}

const RegisterPage kRegistered({QStringLiteral("pooling"), QObject::tr("Pooling"),
                                QObject::tr("Networks in ten minutes"), 3},
                               [](const PageContext& context) -> Page* { return new PoolingPage(context); });

}  // namespace
}  // namespace adv
