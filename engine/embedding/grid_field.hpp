// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <utility>

#include "engine/embedding/points.hpp"

namespace adv {

/// The three sums of a map's repulsion at a place.
struct FieldSums {
  double x = 0.0;  ///< Σ_j (y − y_j)ₓ / (1 + |y − y_j|²)²
  double y = 0.0;
  double z = 0.0;  ///< Σ_j 1 / (1 + |y − y_j|²)
};

/// The repulsion of a map as three smooth fields, known on a grid and interpolated between.
///
/// The kernels are written as tensor products of cubic B-splines in both places, which agree with them at the grid's
/// nodes; then every sum is one convolution (Linderman et al. 2019 do the same with Lagrange polynomials and four
/// transforms each way; here one goes forward and three come back). The error falls with the fourth power of the
/// spacing.
class GridField {
 public:
  /// Lays the grid around the points. Cheap.
  void setBox(const Points& points);
  /// Adds every point to the nodes around it.
  void spread(const Points& points);
  /// One of the transforms after another, of the kernels too where the grid is another one; false after the last.
  bool transformNext();
  /// Inside the box.
  FieldSums at(double x, double y) const;
  /// The nearest place inside the box.
  std::pair<double, double> inside(double x, double y) const;

 private:
  bool areKernelsStale() const { return m_spacing != m_kernelSpacing || m_size != m_kernelSize; }
  void makeNextKernel();

  double m_left = 0.0;
  double m_bottom = 0.0;
  double m_spacing = 0.0;
  std::int64_t m_nodes = 0;  ///< on a side of the box
  std::int64_t m_size = 0;   ///< of the transforms: at least twice the nodes, so that nothing wraps round

  double m_kernelSpacing = 0.0;
  std::int64_t m_kernelSize = 0;
  std::int64_t m_made = 0;   ///< kernels, while they are made anew
  at::Tensor m_kernels;      ///< [3, size, size / 2 + 1] complex64: of x, y and z
  at::Tensor m_charge;       ///< [size, size] float32
  at::Tensor m_spectrum;     ///< [size, size / 2 + 1] complex64: of the charge
  at::Tensor m_fields;       ///< [3, size, size] float32
  std::int64_t m_known = 0;  ///< fields
};

}  // namespace adv
