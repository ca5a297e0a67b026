// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/surface/fit_table.hpp"

#include "widgets/plots/surface_colours.hpp"
#include "widgets/style/format.hpp"

namespace adv {

FitTable::FitTable(QWidget* parent) : QLabel(parent) {
  setTextFormat(Qt::RichText);
  setAlignment(Qt::AlignTop | Qt::AlignLeft);
  setAccessibleName(tr("Least-squares lines of the logits along d₁"));
  setToolTip(tr(
      "Each logit's least-squares line along d₁: its slope for a level of 255, and R², the share of the variance that "
      "the line explains (1: exactly linear)."));
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] { setSurface(m_surface); });
}

void FitTable::setSurface(const std::optional<SurfaceReady>& surface) {
  const bool isKnown = surface && m_surface && surface->lines == m_surface->lines && surface->done < 1.0;
  if (isKnown) return;
  m_surface = surface;
  if (!surface) return clear();
  const SurfaceColours colours(*surface, theme());
  QString rows;
  for (const LogitLine& line : surface->lines) {
    rows += QStringLiteral(
                "<tr><td><span style='color:%1'>■</span> %2</td><td align='right' style='padding-left:14px'>%3</td>"
                "<td align='right' style='padding-left:14px'>%4</td></tr>")
                .arg(colours.of(line.classIndex).name(),
                     QString::fromStdString(surface->model.labelOf(line.classIndex)).toHtmlEscaped(),
                     significant(line.fit.slope / 255, 2), QString::number(line.fit.r2, 'f', 2));
  }
  setText(
      QStringLiteral("<table width='100%' cellspacing='2'><tr style='color:%1'><td>%2</td><td align='right'>%3</td><td "
                     "align='right'>R²</td></tr>%4</table>")
          .arg(theme().mutedText.name(), tr("linear fit of logits"), tr("slope"), rows));
}

}  // namespace adv
