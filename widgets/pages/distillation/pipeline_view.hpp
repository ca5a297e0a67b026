// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/figures/pipeline_panel.hpp"

namespace adv {

/// The five boxes on the screen, the same as in the exported figure; each says in a tooltip all that it holds.
class PipelineView : public QWidget {
  Q_OBJECT
 public:
  explicit PipelineView(QWidget* parent = nullptr);
  void setState(PipelineState state);
  const PipelineState& state() const { return m_state; }
  QSize sizeHint() const override { return {1000, 280}; }
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  PipelineState m_state;
};

/// ∂C/∂z of the soft label at T against the hard label, a bar a class on one scale for all T.
class SoftGradientView : public QWidget {
  Q_OBJECT
 public:
  explicit SoftGradientView(QWidget* parent = nullptr);
  void setState(PipelineState state);
  QSize sizeHint() const override { return {320, 180}; }
  QSize minimumSizeHint() const override { return {220, 110}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  PipelineState m_state;
};

}  // namespace adv
