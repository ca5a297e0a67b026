// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/distillation/profile_grid.hpp"

#include <QGridLayout>

#include "widgets/plots/chart_slider.hpp"

namespace adv {
namespace {

constexpr ProfileView kShown[] = {ProfileView::Logits, ProfileView::Scaled, ProfileView::Probabilities};
constexpr int kCoarse = 16;  ///< points that a Page key skips

}  // namespace

ProfileGrid::ProfileGrid(QWidget* parent) : QWidget(parent) {
  auto* layout = new QGridLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setHorizontalSpacing(20);
  layout->setVerticalSpacing(4);
  for (int column = 0; column < kColumns; ++column) {
    layout->setColumnStretch(column, 1);
    for (int view = 0; view < kViews; ++view) {
      auto* one = new ChartSlider;
      one->setCoarse(kCoarse);
      one->setToolTip(
          tr("Drag anywhere: the place a on the line x + a d.\nArrow keys: one point. Page keys: sixteen."));
      m_charts.push_back(one);
      layout->addWidget(one, view, column);
    }
  }
}

void ProfileGrid::setProfile(const TemperatureProfileReady& ready, std::size_t left, std::size_t right) {
  for (int column = 0; column < kColumns; ++column) {
    const std::size_t network = column == 0 ? left : right;
    for (int view = 0; view < kViews; ++view) {
      TemperatureChart content = profileChart(ready, network, kShown[view]);
      chart(column, view)->setAccessibleName(content.title);
      chart(column, view)->setChart(std::move(content), ready.line);
    }
  }
}

void ProfileGrid::clear() {
  for (ChartSlider* one : m_charts) one->setChart({}, {});
}

void ProfileGrid::setStop(int stop) {
  for (ChartSlider* one : m_charts) one->setStop(stop);
}

std::vector<StopSlider*> ProfileGrid::sliders() const { return {m_charts.begin(), m_charts.end()}; }

}  // namespace adv
