// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>

#include "widgets/figures/figure.hpp"
#include "widgets/figures/temperature_lines.hpp"

namespace adv {

/// Accuracy variation after distillation against T.
class AccuracyVariationFigure : public Figure {
 public:
  AccuracyVariationFigure(TemperatureOutputsReady ready, bool showsPublished)
      : m_ready(std::move(ready)), m_showsPublished(showsPublished) {}

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override { return QStringLiteral("accuracy-variation"); }
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  TemperatureOutputsReady m_ready;
  bool m_showsPublished;
};

/// Success of the attacks against T.
class SuccessFigure : public Figure {
 public:
  SuccessFigure(TemperatureAttacksReady ready, SuccessView view, bool showsPublished)
      : m_ready(std::move(ready)), m_view(view), m_showsPublished(showsPublished) {}

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override;
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  TemperatureAttacksReady m_ready;
  SuccessView m_view;
  bool m_showsPublished;
};

/// Robustness against T on the left, the size of the logits against T on the right.
class TemperatureSizesFigure : public Figure {
 public:
  TemperatureSizesFigure(std::optional<TemperatureAttacksReady> attacks, std::optional<TemperatureOutputsReady> outputs,
                         RobustnessMeasure measure, bool showsPublished)
      : m_attacks(std::move(attacks)),
        m_outputs(std::move(outputs)),
        m_measure(measure),
        m_showsPublished(showsPublished) {}

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override { return QStringLiteral("robustness-against-temperature"); }
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  std::vector<TemperatureChart> charts() const;

  std::optional<TemperatureAttacksReady> m_attacks;
  std::optional<TemperatureOutputsReady> m_outputs;
  RobustnessMeasure m_measure;
  bool m_showsPublished;
};

/// What networks say along a line: a column for each network, a row for each way to look.
class ProfileFigure : public Figure {
 public:
  explicit ProfileFigure(TemperatureProfileReady ready) : m_ready(std::move(ready)) {}

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override { return QStringLiteral("line-profile"); }
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  TemperatureProfileReady m_ready;
};

}  // namespace adv
