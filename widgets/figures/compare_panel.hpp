// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRectF>
#include <QString>
#include <vector>

#include "engine/api/compare.hpp"
#include "widgets/experiment/verdict_text.hpp"
#include "widgets/plots/series.hpp"

class QPainter;

namespace adv {

/// One picture beside the others: the clean one, or what an attack made of it. Screen and figure paint it alike.
struct ComparePanel {
  QString title;   ///< "FGSM"
  QString remark;  ///< "ε = 32/255"
  QImage picture;
  QImage perturbation;   ///< null for the clean picture
  QString verdict;       ///< "✗ Fooled: now “yield”"
  QString shortVerdict;  ///< "✗ “yield”": where there is little room
  QString detail;        ///< "97.3 % sure · L∞ 32/255 · L2 1.9"
  QString shortDetail;   ///< "97.3 % · L2 1.9"
  Outcome outcome = Outcome::NotFooled;
  bool isKnown = false;  ///< false while it waits for its result
  Series line;           ///< without points: its look in the plots
};

/// ✗ where the network was fooled, ✓ where it was not, ! where it was wrong from the start.
QString signOf(Outcome outcome);
/// What one attack came to; `sign` and words, never colour alone.
OutcomeText outcomeOf(const AttackFinished& finished);

/// The clean picture first, then each attack. All perturbations have the same gain, so that they can be compared.
std::vector<ComparePanel> comparePanels(const CompareReady& ready, const std::vector<AttackInfo>& attacks);
/// That gain: the largest whole number that keeps the largest change within the grey scale. The attacks at the common ε
/// set it, where there are some: the few large changes of another would turn theirs grey.
double commonGain(const CompareReady& ready);

/// Where the panels go in `area`, and how large their pictures are.
struct ComparePlaces {
  std::vector<QRectF> panels;
  QSizeF picture;
  bool isSideBySide = false;  ///< picture and perturbation: beside or below each other
};
ComparePlaces placePanels(const QRectF& area, const std::vector<ComparePanel>& panels, double textSize);
/// The height of a panel's lines of text.
double panelTextHeight(double textSize);

void paintPanel(QPainter& painter, const QRectF& place, const ComparePlaces& places, const ComparePanel& panel,
                double textSize, const Theme& look);

}  // namespace adv
