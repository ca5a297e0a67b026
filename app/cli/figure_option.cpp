// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/figure_option.hpp"

#include <QApplication>
#include <algorithm>

#include "engine/api/error.hpp"
#include "widgets/figures/export_figure.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr double kDpi = 300.0;

/// "paper-wide" for "paper wide": a word on the command line.
std::string wordOf(const FigureStyle& style) {
  std::string word = style.name.toStdString();
  std::replace(word.begin(), word.end(), ' ', '-');
  return word;
}

std::string problemOfEnding(const std::string& file) {
  for (const char* ending : {".png", ".pdf", ".svg"}) {
    if (QString::fromStdString(file).endsWith(QLatin1String(ending), Qt::CaseInsensitive)) return {};
  }
  return file + " is no figure's name. Let it end in .png, .pdf or .svg.";
}

}  // namespace

void addFigureOptions(CLI::App& command, FigureOptions& options) {
  const char* const group = "Figure";
  command
      .add_option("--figure", options.file, "Draw the figure into this file; its CSV and JSON are written beside it")
      ->check(CLI::Validator(problemOfEnding, "", "figure"))
      ->option_text("FILE.pdf|png|svg")
      ->group(group);
  std::vector<std::string> words;
  std::string text;
  for (const FigureStyle& style : figureStyles()) {
    words.push_back(wordOf(style));
    text += (text.empty() ? "" : "|") + words.back();
  }
  command
      .add_option("--figure-style", options.style, "What the figure is meant for: its width and the size of its type")
      ->check(CLI::IsMember(words))
      ->option_text(text)
      ->group(group);
}

std::vector<std::string> writeFigure(const Figure& figure, const FigureOptions& options) {
  return writeFigures({{figure, options}});
}

std::vector<std::string> writeFigures(const std::vector<WantedFigure>& figures) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  char name[] = "advscope";
  char* arguments[] = {name, nullptr};
  int count = 1;
  const QApplication drawing(count, arguments);
  applyTheme(ThemeChoice::Light);
  const auto& styles = figureStyles();
  QStringList written;
  for (const auto& [figure, options] : figures) {
    const auto style = std::find_if(styles.begin(), styles.end(),
                                    [&](const FigureStyle& known) { return wordOf(known) == options.style; });
    const QString problem = exportFigure(figure, *style, QString::fromStdString(options.file), kDpi, &written);
    if (!problem.isEmpty()) throw userFailure(problem.toStdString());
  }
  std::vector<std::string> files;
  for (const QString& file : written) files.push_back(file.toStdString());
  return files;
}

}  // namespace adv
