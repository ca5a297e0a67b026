// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <optional>

#include "engine/api/surface.hpp"

namespace adv {

/// Slope and R² of every logit's least-squares line along d₁, in the colours of the classes.
class FitTable : public QLabel {
  Q_OBJECT
 public:
  explicit FitTable(QWidget* parent = nullptr);
  void setSurface(const std::optional<SurfaceReady>& surface);

 private:
  std::optional<SurfaceReady> m_surface;
};

}  // namespace adv
