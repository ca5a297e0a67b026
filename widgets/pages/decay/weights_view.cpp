// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/decay/weights_view.hpp"

#include <QPainter>

#include "widgets/figures/decay_panel.hpp"
#include "widgets/plots/decay_lines.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kSmallestWidth = 300;
constexpr int kSmallestHeight = 150;
constexpr int kText = 12;

}  // namespace

DecayWeightsView::DecayWeightsView(QWidget* parent) : QWidget(parent) {
  setToolTip(
      tr("The weights of each classifier, as a picture of the class at the right: on one scale for all three, grey is "
         "0"));
}

QSize DecayWeightsView::minimumSizeHint() const { return QSize(kSmallestWidth, kSmallestHeight) * typeScale(); }

void DecayWeightsView::setReady(const DecayReady& ready) {
  m_ready = ready;
  QStringList parts;
  for (std::size_t i = 0; i < kDecayModels; ++i) {
    parts << tr("%1: ‖w‖₁ %2, error %3")
                 .arg(decayName(static_cast<DecayKind>(i)), significant(ready.models[i].normL1),
                      shareText(ready.models[i].error));
  }
  setAccessibleName(tr("Weights as pictures. %1").arg(parts.join(QStringLiteral("; "))));
  update();
}

void DecayWeightsView::paintEvent(QPaintEvent*) {
  if (!m_ready) return;
  QPainter painter(this);
  paintDecayWeights(painter, rect(), *m_ready, {static_cast<double>(typeSize(kText)), 1.0, theme()});
}

}  // namespace adv
