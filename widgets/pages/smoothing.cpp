// SPDX-License-Identifier: GPL-3.0-or-later
// The page Does it smooth?: what networks say along a line through a picture, in logits, logits / T and probabilities.
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/controls/card.hpp"
#include "widgets/controls/choice_buttons.hpp"
#include "widgets/controls/picture_strip.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/temperature_figures.hpp"
#include "widgets/pages/distillation/blend.hpp"
#include "widgets/pages/distillation/profile_grid.hpp"
#include "widgets/pages/distillation/report_page.hpp"
#include "widgets/plots/stop_slider.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kMiddle = 80;  ///< of 161 points: halfway to the other picture

class SmoothingPage : public ReportPage {
 public:
  explicit SmoothingPage(const PageContext& context)
      : ReportPage(context,
                   {tr("Distillation was to smooth networks around their pictures. Walk along a line: at high T the "
                       "probabilities are flat as a table; divide the logits by T, and both networks bend alike."),
                    tr("Papernot et al. 2016, section IV; Carlini and Wagner 2016"), tr("Along a line x + a d"),
                    tr("Walks the line with the first and the last of the networks, through the experiment's picture"),
                    tr("Move along the line")},
                   {kMiddle, 0, false, 0}, {}),
        m_grid(new ProfileGrid),
        m_pictures(new PictureStrip) {
    auto* views = new ChoiceButtons(tr("Direction"), false);
    views->add(tr("to another picture"), tr("The line leads to the next picture of another class"));
    views->add(tr("adversarial"), tr("The line follows the sign of the gradient of the first network's margin"));
    views->add(tr("random"), tr("Random signs: the control"));
    card()->setHeaderWidget(views);
    addViews(views, tr("Choose the direction"));
    connect(views, &ChoiceButtons::choiceMade, this, [this] {
      if (!m_session.models().empty()) m_session.measure(questions());
    });
    m_pictures->setFixedWidth(kStripWidth);
    m_pictures->setFocusPolicy(Qt::NoFocus);
    hidePublished();
    begin(makeFigure(), m_grid->sliders(), nullptr, 1, 0);
  }

  std::unique_ptr<Figure> figure() const override {
    if (!report().profile) return nullptr;
    return std::make_unique<ProfileFigure>(*report().profile);
  }

 private:
  static constexpr int kStripWidth = 260;
  QWidget* makeFigure();
  void showReport() override;
  std::vector<Request> questions() const override;
  QString measuredText() const override {
    return report().profile ? QString::fromStdString(nameOf(report().profile->request.image)) : QString();
  }

  ProfileGrid* m_grid;
  PictureStrip* m_pictures;
};

QWidget* SmoothingPage::makeFigure() {
  auto* figure = new QWidget;
  auto* layout = new QVBoxLayout(figure);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(m_pictures);
  layout->addWidget(m_grid, 1);
  return figure;
}

std::vector<Request> SmoothingPage::questions() const {
  TemperatureProfileRequest request;
  request.models = {m_session.models().front(), m_session.models().back()};
  request.image = report().profile ? report().profile->request.image : m_experiment.experiment().image;
  request.direction = static_cast<ProfileDirection>(settings().view);
  return {request};
}

void SmoothingPage::showReport() {
  const auto& ready = report().profile;
  if (!ready || ready->networks.empty() || ready->line.empty()) {
    m_grid->clear();
    m_pictures->setEntries({});
    return showNothing();
  }
  const int stop = stopOf(static_cast<int>(ready->line.size()));
  const double a = ready->line[static_cast<std::size_t>(stop)];
  m_grid->setProfile(*ready, 0, ready->networks.size() - 1);
  m_grid->setStop(stop);
  m_pictures->setEntries({{ready->image, QStringLiteral("0"), tr("The picture x, a = 0")},
                          {blend(ready->image, ready->end, a), significant(a, 2), tr("On the line, at a")},
                          {ready->end, QStringLiteral("1"), tr("The end of the line, x + d, a = 1")}});
  m_pictures->setChosen(1);
  m_pictures->setVisible(ready->image && ready->end);
  verdict()->setVerdict({Verdict::Kind::Empty, profileSentence(*ready), {}});
}

const RegisterPage kRegistered({QStringLiteral("smoothing"), QObject::tr("Does it smooth?"),
                                QObject::tr("Defensive distillation"), 88},
                               [](const PageContext& context) -> Page* { return new SmoothingPage(context); });

}  // namespace
}  // namespace adv
