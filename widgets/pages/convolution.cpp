// SPDX-License-Identifier: GPL-3.0-or-later
// The Convolution page: a picture under a moving window, and where each number of the output comes from.
#include <QHBoxLayout>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>
#include <cmath>

#include "widgets/canvas/filter_canvas.hpp"
#include "widgets/controls/page_intro.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/convolution_figure.hpp"
#include "widgets/pages/convolution/kernel_form.hpp"
#include "widgets/pages/convolution/layer_card.hpp"
#include "widgets/pages/convolution/terms_card.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/pages/presenting.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/icons.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kSideWidth = 316;
constexpr int kMargin = 18;
constexpr int kTerms = 13;  ///< share of the height, where the pictures have 20
constexpr int kTermsPresented = 18;
constexpr int kFrameMilliseconds = 33;
constexpr int kFramesARow = 48;  ///< of the animation

class ConvolutionPage : public Page {
 public:
  explicit ConvolutionPage(const PageContext& context)
      : m_session(context.engine, context.experiment),
        m_intro(new PageIntro(tr("A small window slides over the picture; the numbers under it are multiplied by the "
                                 "kernel's and added up: "
                                 "one pixel of the output. The same few weights are used everywhere. Networks learn "
                                 "such kernels; here you "
                                 "write them."),
                              tr("Goodfellow, Bengio, Courville 2016, chapter 9"))),
        m_inputCard(new Card(tr("Input"))),
        m_outputCard(new Card(tr("Output"))),
        m_input(new FilterCanvas(tr("Input"))),
        m_output(new FilterCanvas(tr("Output"))),
        m_animate(new QPushButton(tr("&Animate"))),
        m_terms(new TermsCard(m_session)),
        m_profile(new Card(tr("Along the row"))),
        m_axis(new AxisSlider),
        m_verdict(new VerdictCard),
        m_form(new KernelForm(m_session)),
        m_layer(new LayerCard(m_session)) {
    setFocusProxy(m_input);
    makeControls();
    arrange();
    connect(&m_session, &ConvolutionSession::mapsChanged, this, &ConvolutionPage::showMaps);
    connect(&m_session, &ConvolutionSession::windowChanged, this, &ConvolutionPage::showWindow);
    connect(&m_session, &ConvolutionSession::failed, this, [this](const Error& error) { m_verdict->showError(error); });
    connect(&m_session, &ConvolutionSession::settled, this, &Page::settled);
    connect(&m_session, &ConvolutionSession::activityChanged, this, &Page::activityChanged);
    connect(&m_session.question(), &LatestQuestion::measured, this, &Page::previewMeasured);
  }

  std::unique_ptr<Figure> figure() const override {
    if (!m_session.maps() || !m_session.window()) return nullptr;
    return std::make_unique<ConvolutionFigure>(ConvolutionFigureData{
        m_session.maps(), *m_session.window(), m_session.state().kernel, m_session.state().stepping});
  }
  ImagePtr picture() const override { return m_session.maps() ? m_session.maps()->output.picture : nullptr; }
  bool isSettled() const override { return m_session.isSettled() && !m_timer.isActive(); }
  void reset() override {
    m_animate->setChecked(false);
    m_layer->reset();
    m_session.reset();
  }
  void setPresenting(bool presenting) override {
    m_intro->setVisible(!presenting);
    m_profile->setVisible(!presenting);
    m_left->setStretchFactor(m_terms, presenting ? kTermsPresented : kTerms);
    presentVerdict(presenting, this, m_side, m_verdict);
  }

 protected:
  void shownChanged(bool shown) override {
    if (shown) m_session.setShown(true);
  }
  void hideEvent(QHideEvent* event) override {
    Page::hideEvent(event);
    m_animate->setChecked(false);
    m_session.setShown(false);
  }

 private:
  void makeControls();
  void arrange();
  void showMaps();
  void showWindow();
  void showRow();
  void showVerdict();
  void animate(bool run);
  void nextFrame();
  QPoint cellUnder(QPointF inputPixel) const;

  ConvolutionSession m_session;
  PageIntro* m_intro;
  Card* m_inputCard;
  Card* m_outputCard;
  FilterCanvas* m_input;
  FilterCanvas* m_output;
  QPushButton* m_animate;
  TermsCard* m_terms;
  Card* m_profile;
  AxisSlider* m_axis;
  VerdictCard* m_verdict;
  KernelForm* m_form;
  LayerCard* m_layer;
  QWidget* m_side = nullptr;
  QVBoxLayout* m_left = nullptr;
  QTimer m_timer;
};

void ConvolutionPage::makeControls() {
  m_input->setToolTip(tr("Drag the window, or use the arrow keys (Shift: by ten). Wheel: zoom. Right button: pan."));
  m_output->setToolTip(tr("Drag to choose a pixel. Wheel: zoom. Right button: pan."));
  m_animate->setIcon(themedIcon(QStringLiteral("play")));
  m_animate->setCheckable(true);
  m_animate->setToolTip(tr("Slides the window over the picture, row by row, and writes the output as it goes"));
  m_axis->setValueAxis(tr("number"));
  m_axis->setAccessibleName(tr("Column of the output"));
  m_axis->setHint(
      tr("Column of the output: drag anywhere on the plot, and the window slides along its row. Arrow keys: "
         "one pixel. Page keys: eight."));
  m_axis->setSteps(1, 8);
  connect(m_input, &FilterCanvas::pointed, this, [this](QPointF pixel) { m_session.moveTo(cellUnder(pixel)); });
  connect(m_output, &FilterCanvas::pointed, this, [this](QPointF pixel) {
    m_session.moveTo({int(std::floor(pixel.x())), int(std::floor(pixel.y()))});
  });
  for (FilterCanvas* canvas : {m_input, m_output}) {
    connect(canvas, &FilterCanvas::moveWanted, this,
            [this](int columns, int rows) { m_session.moveTo(m_session.cell() + QPoint(columns, rows)); });
    connect(canvas, &FilterCanvas::firstWanted, this, [this] { m_session.moveTo({0, 0}); });
  }
  connect(m_axis, &AxisSlider::valueChanged, this, [this](double column) {
    m_session.moveTo({static_cast<int>(std::lround(column)), m_session.cell().y()});
  });
  connect(m_animate, &QPushButton::toggled, this, &ConvolutionPage::animate);
  m_timer.setInterval(kFrameMilliseconds);
  connect(&m_timer, &QTimer::timeout, this, &ConvolutionPage::nextFrame);
}

void ConvolutionPage::arrange() {
  m_inputCard->actions()->addStretch(1);
  m_inputCard->actions()->addWidget(m_animate);
  m_inputCard->body()->addWidget(m_input, 1);
  m_outputCard->body()->addWidget(m_output, 1);
  for (Card* card : {m_outputCard, m_profile}) card->actions()->addStretch(1);
  m_profile->body()->addWidget(m_axis, 1);
  m_side = new QWidget;
  m_side->setFixedWidth(kSideWidth);
  auto* side = new QVBoxLayout(m_side);
  side->setContentsMargins(0, 0, 0, 0);
  side->setSpacing(10);
  side->addWidget(m_verdict);
  side->addWidget(m_form);
  side->addWidget(m_layer);
  side->addStretch(1);
  auto* pictures = new QHBoxLayout;
  pictures->setSpacing(12);
  pictures->addWidget(m_inputCard, 1);
  pictures->addWidget(m_outputCard, 1);
  m_left = new QVBoxLayout;
  m_left->setSpacing(10);
  m_left->addLayout(pictures, 20);
  m_left->addWidget(m_terms, kTerms);
  m_left->addWidget(m_profile, 9);
  auto* columns = new QHBoxLayout;
  columns->setSpacing(14);
  columns->addLayout(m_left, 1);
  columns->addWidget(m_side);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 12, kMargin, 12);
  layout->setSpacing(10);
  layout->addWidget(m_intro);
  layout->addLayout(columns, 1);
}

QPoint ConvolutionPage::cellUnder(QPointF pixel) const {
  const Stepping& stepping = m_session.state().stepping;
  const Kernel& kernel = m_session.state().kernel;
  const auto cell = [&](double at, int size) {
    const double middle = (stepping.dilation * (size - 1) + 1) / 2.0;
    return static_cast<int>(std::lround((at - middle + stepping.padding) / stepping.stride));
  };
  return {cell(pixel.x(), kernel.columns), cell(pixel.y(), kernel.rows)};
}

void ConvolutionPage::showMaps() {
  const auto& maps = m_session.maps();
  m_input->setPadding(m_session.state().stepping.padding);
  m_input->setMap({maps, &maps->input});
  m_output->setMap({maps, &maps->output});
  const auto size = [](const NumberMap& map) { return QStringLiteral("%1 × %2").arg(map.width).arg(map.height); };
  const bool isScaled = maps->fullWidth != maps->input.numbers.width;
  m_inputCard->setSubtitle(
      isScaled ? tr("%1, scaled from %2 × %3").arg(size(maps->input.numbers)).arg(maps->fullWidth).arg(maps->fullHeight)
               : size(maps->input.numbers));
  m_outputCard->setSubtitle(size(maps->output.numbers) + (maps->output.isSigned
                                                              ? tr(", ±%1").arg(significant(maps->output.reach))
                                                              : tr(", 0 … 255")));
  m_axis->setRange(0, maps->output.numbers.width - 1);
  if (m_session.window()) showRow();
}

void ConvolutionPage::showWindow() {
  const WindowReady& window = *m_session.window();
  const Kernel& kernel = m_session.state().kernel;
  m_input->setWindow({window.top, window.left, kernel.rows, kernel.columns, m_session.state().stepping.dilation});
  m_output->setWindow({window.y, window.x});
  if (m_timer.isActive()) m_output->setWrittenUpTo(QPoint(window.x, window.y));
  m_axis->setValue(window.x);
  m_axis->setValueText(tr("column %1").arg(window.x));
  showRow();
  showVerdict();
}

void ConvolutionPage::showRow() {
  const auto& maps = m_session.maps();
  if (m_session.window()->y >= maps->output.numbers.height) return;
  m_axis->setSeries(rowSeries(*maps, *m_session.window(), m_session.state().kernel, m_session.state().stepping));
  m_profile->setSubtitle(
      tr("row %1: the input under the window's middle (dashed), the output (solid)").arg(m_session.window()->y));
}

void ConvolutionPage::showVerdict() {
  const WindowTerms& terms = m_session.window()->channels.front();
  const Kernel& kernel = m_session.state().kernel;
  const auto& maps = m_session.maps();
  m_verdict->setVerdict({Verdict::Kind::Empty,
                         tr("%1 products add up to %2").arg(kernel.values.size()).arg(exactText(terms.value)),
                         tr("%1 × %2 → %3 × %4: %5")
                             .arg(maps->input.numbers.width)
                             .arg(maps->input.numbers.height)
                             .arg(maps->output.numbers.width)
                             .arg(maps->output.numbers.height)
                             .arg(QString::fromStdString(
                                 sizeFormula(maps->input.numbers.width, kernel.columns, m_session.state().stepping)))});
}

void ConvolutionPage::animate(bool run) {
  m_animate->setIcon(themedIcon(run ? QStringLiteral("pause") : QStringLiteral("play")));
  m_animate->setText(run ? tr("P&ause") : tr("&Animate"));
  if (run && !m_session.maps()) return m_animate->setChecked(false);
  if (!run) {
    m_timer.stop();
    m_output->setWrittenUpTo({});
    return;
  }
  const NumberMap& output = m_session.maps()->output.numbers;
  if (m_session.cell() == QPoint(output.width - 1, output.height - 1)) m_session.moveTo({0, 0});
  m_timer.start();
}

/// A row takes about a second and a half, however wide it is.
void ConvolutionPage::nextFrame() {
  const NumberMap& output = m_session.maps()->output.numbers;
  const int step = std::max(1, output.width / kFramesARow);
  QPoint next = m_session.cell() + QPoint(step, 0);
  if (next.x() >= output.width) next = {0, next.y() + std::max(1, output.height / kFramesARow)};
  if (next.y() >= output.height) return m_animate->setChecked(false);
  m_session.moveTo(next);
}

const RegisterPage kRegistered({QStringLiteral("convolution"), QObject::tr("Convolution"),
                                QObject::tr("Networks in ten minutes"), 2},
                               [](const PageContext& context) -> Page* { return new ConvolutionPage(context); });

}  // namespace
}  // namespace adv
