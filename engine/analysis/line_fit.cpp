// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/line_fit.hpp"

#include <numeric>

namespace adv {

LineFit fitLine(const std::vector<double>& x, const std::vector<double>& y) {
  const auto n = static_cast<double>(x.size());
  const double meanX = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double meanY = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double xx = 0.0;
  double xy = 0.0;
  double yy = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - meanX) * (x[i] - meanX);
    xy += (x[i] - meanX) * (y[i] - meanY);
    yy += (y[i] - meanY) * (y[i] - meanY);
  }
  LineFit fit;
  fit.slope = xy / xx;
  fit.intercept = meanY - fit.slope * meanX;
  fit.r2 = yy > 0.0 ? xy * xy / (xx * yy) : 1.0;
  return fit;
}

}  // namespace adv
