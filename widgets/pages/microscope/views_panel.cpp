// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/microscope/views_panel.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

namespace adv {
namespace {

constexpr double kDefaultGain = 10.0;
constexpr int kHeaderHeight = 32;
constexpr int kGainTicks = 100;  ///< the slider is logarithmic: tick 0 is a gain of 1, the last one of 100

double gainOf(int tick) {
  const double gain = std::pow(kMaximumGain, static_cast<double>(tick) / kGainTicks);
  return gain < 10 ? std::round(gain * 10) / 10 : std::round(gain);
}
int tickOf(double gain) { return static_cast<int>(std::lround(std::log(gain) / std::log(kMaximumGain) * kGainTicks)); }

QLabel* mutedLabel(const QString& text = {}) {
  auto* label = new QLabel(text);
  label->setObjectName(QStringLiteral("muted"));
  label->setMinimumWidth(0);
  label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  return label;
}

}  // namespace

ViewsPanel::ViewsPanel(QWidget* parent)
    : QWidget(parent), m_original(new ImageCanvas(ImageCanvas::Role::Original)), m_perturbation(new ImageCanvas(ImageCanvas::Role::Perturbation)),
      m_adversarial(new ImageCanvas(ImageCanvas::Role::Adversarial)), m_size(new QLabel), m_modeText(new QLabel), m_originalCaption(mutedLabel(QStringLiteral("x"))),
      m_distortion(mutedLabel()), m_adversarialCaption(mutedLabel(tr("what the prediction is made on"))), m_kind(new QComboBox),
      m_gain(new QSlider(Qt::Horizontal)), m_wipe(new QToolButton) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(14);
  layout->addWidget(column(tr("Original"), m_size, nullptr, m_original, m_originalCaption), 1);
  layout->addWidget(column(tr("Perturbation"), m_modeText, makeGainControl(), m_perturbation, m_distortion), 1);
  layout->addWidget(column(tr("Adversarial"), nullptr, makeWipeControl(), m_adversarial, m_adversarialCaption), 1);
  m_original->setEmptyText(tr("Drop a picture here, <a href=\"paste\">paste one</a>, <a href=\"open\">open one</a>, or take one from the <a href=\"gallery\">gallery</a>."));
  for (ImageCanvas* canvas : {m_original, m_perturbation, m_adversarial}) {
    canvas->setLinkedView(&m_view);
    canvas->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    connect(canvas, &ImageCanvas::linkActivated, this, &ViewsPanel::linkActivated);
    connect(canvas, &ImageCanvas::fileDropped, this, &ViewsPanel::fileDropped);
    connect(canvas, &ImageCanvas::imageDropped, this, &ViewsPanel::imageDropped);
  }
  connect(m_adversarial, &ImageCanvas::readoutChanged, this, [this](const QString& text) {
    m_adversarialCaption->setText(text.isEmpty() ? tr("what the prediction is made on") : text);
  });
  setMode({DisplayMode::Kind::SignedGrey, kDefaultGain});
}

QWidget* ViewsPanel::column(const QString& title, QLabel* remark, QWidget* control, ImageCanvas* canvas, QLabel* caption) {
  auto* heading = new QLabel(title);
  heading->setObjectName(QStringLiteral("viewTitle"));
  auto* bar = new QWidget;
  bar->setFixedHeight(kHeaderHeight);
  bar->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  auto* header = new QHBoxLayout(bar);
  header->setContentsMargins(0, 0, 0, 0);
  header->setSpacing(6);
  header->addWidget(heading);
  header->addStretch(1);
  if (remark) {
    remark->setObjectName(QStringLiteral("muted"));
    header->addWidget(remark);
  }
  if (control) header->addWidget(control);
  auto* whole = new QWidget;
  auto* layout = new QVBoxLayout(whole);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(bar);
  layout->addWidget(canvas, 1);
  layout->addWidget(caption);
  return whole;
}

QWidget* ViewsPanel::makeGainControl() {
  m_kind->addItem(tr("signed"), static_cast<int>(DisplayMode::Kind::SignedGrey));
  m_kind->addItem(tr("diverging"), static_cast<int>(DisplayMode::Kind::Diverging));
  m_kind->addItem(tr("absolute"), static_cast<int>(DisplayMode::Kind::Absolute));
  m_kind->setToolTip(tr("How the change is shown: signed around grey for each channel, the mean over channels on a diverging map, or the largest amount"));
  m_kind->setAccessibleName(tr("How the perturbation is shown"));
  m_gain->setRange(0, kGainTicks);
  m_gain->setFixedWidth(64);
  m_gain->setToolTip(tr("Gain of the perturbation, 1× to 100×; the engine is not asked"));
  m_gain->setAccessibleName(tr("Gain of the perturbation"));
  connect(m_kind, &QComboBox::currentIndexChanged, this, &ViewsPanel::applyMode);
  connect(m_gain, &QSlider::valueChanged, this, &ViewsPanel::applyMode);
  auto* control = new QWidget;
  auto* layout = new QHBoxLayout(control);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(6);
  layout->addWidget(m_kind);
  layout->addWidget(m_gain);
  return control;
}

QWidget* ViewsPanel::makeWipeControl() {
  m_wipe->setText(tr("Wipe"));
  m_wipe->setCheckable(true);
  m_wipe->setShortcut(QKeySequence(QStringLiteral("W")));
  m_wipe->setToolTip(tr("A line to drag across: clean at the left, adversarial at the right (W). Hold Space to blink between them."));
  connect(m_wipe, &QToolButton::toggled, this, [this](bool on) { m_adversarial->setWipe(on ? std::optional<double>(0.5) : std::nullopt); });
  return m_wipe;
}

void ViewsPanel::setMode(const DisplayMode& mode) {
  const QSignalBlocker quietKind(m_kind);
  const QSignalBlocker quietGain(m_gain);
  m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(mode.kind)));
  m_gain->setValue(tickOf(mode.gain));
  applyMode();
}

void ViewsPanel::applyMode() {
  const DisplayMode mode{static_cast<DisplayMode::Kind>(m_kind->currentData().toInt()), gainOf(m_gain->value())};
  m_perturbation->setMode(mode);
  m_modeText->setText(QStringLiteral("× %1").arg(mode.gain));
}

void ViewsPanel::setContent(const CanvasContent& content) {
  for (ImageCanvas* canvas : {m_original, m_perturbation, m_adversarial}) canvas->setContent(content);
  m_size->setText(content.clean ? QStringLiteral("%1 × %2").arg(content.clean->width).arg(content.clean->height) : QString());
}

void ViewsPanel::setDistortionText(const QString& text) { m_distortion->setText(text); }

void ViewsPanel::setPresenting(bool presenting) {
  for (QWidget* widget : std::initializer_list<QWidget*>{m_kind, m_gain, m_wipe, m_size}) widget->setVisible(!presenting);
}

}  // namespace adv
