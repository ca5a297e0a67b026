// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/embedding/points.hpp"

namespace adv {

/// How the pairs that push each other apart are summed.
enum class RepulsionMethod {
  Exact,      ///< every pair, in double precision: the reference
  Pairs,      ///< every pair, in single precision
  BarnesHut,  ///< far cells of a tree as one point (van der Maaten 2014)
  Grid,       ///< convolution on a grid with the fast Fourier transform (after Linderman et al. 2019)
};

/// Σ_j (y_i − y_j) / (1 + |y_i − y_j|²)² of all points, and Z = Σ_{i≠j} 1 / (1 + |y_i − y_j|²). The sums of a map are
/// worked out in short steps, with the same bits for any number of threads.
class Repulsion {
 public:
  virtual ~Repulsion() = default;

  /// Begins with these points, which stay as they are until it is done. At least two.
  virtual void start(const Points& points) = 0;
  /// A part; false where everything is known.
  virtual bool step() = 0;

  const Points& force() const { return m_force; }
  double normaliser() const { return m_normaliser; }

 protected:
  Points m_force;
  double m_normaliser = 0.0;
};

std::unique_ptr<Repulsion> makeExactRepulsion();
std::unique_ptr<Repulsion> makePairsRepulsion();
/// A cell counts as one point where its width is below `theta` times its distance.
std::unique_ptr<Repulsion> makeTreeRepulsion(double theta = 0.5);
std::unique_ptr<Repulsion> makeGridRepulsion();
std::unique_ptr<Repulsion> makeRepulsion(RepulsionMethod method);

}  // namespace adv
