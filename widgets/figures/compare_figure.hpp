// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <vector>

#include "engine/api/compare.hpp"
#include "widgets/figures/compare_panel.hpp"
#include "widgets/figures/figure.hpp"

namespace adv {

/// The attacks of a comparison side by side: pictures, perturbations, verdicts and sizes.
class CompareFigure : public Figure {
 public:
  CompareFigure(CompareReady ready, CompareRequest request, std::vector<AttackInfo> attacks);

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override;
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  std::vector<std::vector<ComparePanel>> rows() const;
  double rowHeight(const FigureStyle& style) const;

  CompareReady m_ready;
  CompareRequest m_request;
  std::vector<AttackInfo> m_attacks;
  std::vector<ComparePanel> m_panels;
};

/// One sentence for the back row: who fools the network, who does not.
QString compareHeadline(const CompareReady& ready, const std::vector<AttackInfo>& attacks);

}  // namespace adv
