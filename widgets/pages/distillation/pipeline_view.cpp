// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/distillation/pipeline_view.hpp"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "widgets/figures/soft_label_chart.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr double kText = 12.0;
constexpr double kMinimumHeight = 178.0;

PanelStyle screenStyle() { return {kText * typeScale(), typeScale(), theme()}; }

}  // namespace

PipelineView::PipelineView(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setAccessibleName(tr("The five boxes of defensive distillation"));
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] {
    updateGeometry();
    update();
  });
}

QSize PipelineView::minimumSizeHint() const { return {640, qRound(kMinimumHeight * typeScale())}; }

void PipelineView::setState(PipelineState state) {
  m_state = std::move(state);
  QStringList boxes;
  for (int box = 0; box < kPipelineBoxes; ++box) boxes << pipelineBoxText(m_state, box);
  setAccessibleDescription(boxes.join(QStringLiteral("\n\n")));
  update();
}

void PipelineView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintPipeline(painter, rect(), m_state, screenStyle());
}

bool PipelineView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const auto boxes = pipelineBoxes(rect(), screenStyle().text);
  for (int box = 0; box < kPipelineBoxes; ++box) {
    if (boxes[static_cast<std::size_t>(box)].contains(help->pos()))
      QToolTip::showText(help->globalPos(), pipelineBoxText(m_state, box));
  }
  return true;
}

SoftGradientView::SoftGradientView(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setAccessibleName(tr("Gradient of the loss by the logits"));
  setToolTip(tr(
      "∂C/∂zᵢ = (qᵢ − pᵢ) / T of the cross-entropy C: q is the soft label, p the hard one.\nThe scale is the same for "
      "all T, so that one sees how T shrinks the gradient: hence the loss is multiplied in training."));
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] { update(); });
}

void SoftGradientView::setState(PipelineState state) {
  m_state = std::move(state);
  update();
}

void SoftGradientView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintSoftGradient(painter, rect(), m_state, screenStyle());
}

}  // namespace adv
