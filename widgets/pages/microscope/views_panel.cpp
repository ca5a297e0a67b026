// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/microscope/views_panel.hpp"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <QWidgetAction>
#include <algorithm>
#include <cmath>

#include "widgets/controls/eliding_label.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr double kDefaultGain = 10.0;
constexpr int kHeaderHeight = 32;
constexpr int kColumnSpacing = 4;
constexpr int kGainTicks = 100;  ///< the slider is logarithmic: tick 0 is a gain of 1, the last one of 100

double gainOf(int tick) {
  const double gain = std::pow(kMaximumGain, static_cast<double>(tick) / kGainTicks);
  return gain < 10 ? std::round(gain * 10) / 10 : std::round(gain);
}
int tickOf(double gain) { return static_cast<int>(std::lround(std::log(gain) / std::log(kMaximumGain) * kGainTicks)); }

ElidingLabel* mutedLabel(const QString& text = {}) {
  auto* label = new ElidingLabel(text);
  label->setObjectName(QStringLiteral("muted"));
  return label;
}

}  // namespace

ViewsPanel::ViewsPanel(QWidget* parent)
    : QWidget(parent),
      m_original(new ImageCanvas(ImageCanvas::Role::Original)),
      m_perturbation(new ImageCanvas(ImageCanvas::Role::Perturbation)),
      m_adversarial(new ImageCanvas(ImageCanvas::Role::Adversarial)),
      m_size(new QLabel),
      m_originalCaption(mutedLabel(QStringLiteral("x"))),
      m_distortion(mutedLabel()),
      m_adversarialCaption(mutedLabel(tr("what the prediction is made on"))),
      m_modeButton(new QToolButton),
      m_kinds(new QActionGroup(this)),
      m_gain(new QSlider(Qt::Horizontal)),
      m_wipe(new QToolButton) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(14);
  layout->addWidget(column(tr("Original"), m_size, nullptr, m_original, m_originalCaption), 1);
  layout->addWidget(column(tr("Perturbation"), nullptr, makeModeControl(), m_perturbation, m_distortion), 1);
  layout->addWidget(column(tr("Adversarial"), nullptr, makeWipeControl(), m_adversarial, m_adversarialCaption), 1);
  m_original->setEmptyText(
      tr("Drop a picture here, <a href=\"paste\">paste one</a>, <a href=\"open\">open one</a>, or take one from the <a "
         "href=\"gallery\">gallery</a>."));
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

QWidget* ViewsPanel::column(const QString& title, QLabel* remark, QWidget* control, ImageCanvas* canvas,
                            QLabel* caption) {
  auto* heading = new QLabel(title);
  heading->setObjectName(QStringLiteral("viewTitle"));
  auto* bar = new QWidget;
  bar->setFixedHeight(static_cast<int>(kHeaderHeight * typeScale()));
  connect(themeNotifier(), &ThemeNotifier::themeChanged, bar,
          [bar] { bar->setFixedHeight(static_cast<int>(kHeaderHeight * typeScale())); });
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
  layout->setSpacing(kColumnSpacing);
  layout->addWidget(bar);
  layout->addWidget(canvas, 1);
  layout->addWidget(caption);
  layout->addStretch(0);
  return whole;
}

QWidget* ViewsPanel::makeModeControl() {
  auto* menu = new QMenu(m_modeButton);
  const std::pair<DisplayMode::Kind, QString> kinds[] = {
      {DisplayMode::Kind::SignedGrey, tr("&Signed around grey, each channel")},
      {DisplayMode::Kind::Diverging, tr("&Diverging map, mean over channels")},
      {DisplayMode::Kind::Absolute, tr("&Absolute, largest over channels")}};
  for (const auto& [kind, text] : kinds) {
    QAction* action = m_kinds->addAction(menu->addAction(text));
    action->setCheckable(true);
    action->setData(static_cast<int>(kind));
  }
  m_gain->setRange(0, kGainTicks);
  m_gain->setMinimumWidth(220);
  m_gain->setAccessibleName(tr("Gain of the perturbation"));
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(24, 6, 16, 8);
  layout->addWidget(new QLabel(tr("Gain 1 … 100")));
  layout->addWidget(m_gain, 1);
  auto* gain = new QWidgetAction(menu);
  gain->setDefaultWidget(row);
  menu->addSeparator();
  menu->addAction(gain);
  m_modeButton->setMenu(menu);
  m_modeButton->setPopupMode(QToolButton::InstantPopup);
  m_modeButton->setAutoRaise(true);
  m_modeButton->setToolTip(
      tr("How the change is shown, and its gain (1× to 100×); the engine is not asked. The wheel changes the gain."));
  m_modeButton->installEventFilter(this);
  connect(m_kinds, &QActionGroup::triggered, this, &ViewsPanel::applyMode);
  connect(m_gain, &QSlider::valueChanged, this, &ViewsPanel::applyMode);
  return m_modeButton;
}

bool ViewsPanel::eventFilter(QObject* watched, QEvent* event) {
  if (watched == m_modeButton && event->type() == QEvent::Wheel) {
    m_gain->setValue(m_gain->value() + (static_cast<QWheelEvent*>(event)->angleDelta().y() > 0 ? 5 : -5));
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

QWidget* ViewsPanel::makeWipeControl() {
  m_wipe->setText(tr("Wipe"));
  m_wipe->setCheckable(true);
  m_wipe->setShortcut(QKeySequence(QStringLiteral("W")));
  m_wipe->setToolTip(
      tr("A line to drag across: clean at the left, adversarial at the right (W). Hold Space to blink between them."));
  connect(m_wipe, &QToolButton::toggled, this,
          [this](bool on) { m_adversarial->setWipe(on ? std::optional<double>(0.5) : std::nullopt); });
  return m_wipe;
}

void ViewsPanel::setMode(const DisplayMode& mode) {
  const QSignalBlocker quiet(m_gain);
  for (QAction* action : m_kinds->actions()) action->setChecked(action->data().toInt() == static_cast<int>(mode.kind));
  m_gain->setValue(tickOf(mode.gain));
  applyMode();
}

void ViewsPanel::applyMode() {
  const DisplayMode mode{static_cast<DisplayMode::Kind>(m_kinds->checkedAction()->data().toInt()),
                         gainOf(m_gain->value())};
  m_perturbation->setMode(mode);
  m_modeButton->setText(describeMode(mode) + QStringLiteral(" ▾"));
}

void ViewsPanel::setContent(const CanvasContent& content) {
  for (ImageCanvas* canvas : {m_original, m_perturbation, m_adversarial}) canvas->setContent(content);
  m_size->setText(content.clean ? QStringLiteral("%1 × %2").arg(content.clean->width).arg(content.clean->height)
                                : QString());
  fitHeights();
}

/// The captions stand right under the pictures: a canvas is never taller than its picture.
void ViewsPanel::fitHeights() {
  const ImagePtr& picture = content().clean;
  const int around =
      static_cast<int>(kHeaderHeight * typeScale()) + 2 * kColumnSpacing + m_distortion->sizeHint().height();
  for (ImageCanvas* canvas : {m_original, m_perturbation, m_adversarial}) {
    const int tallest = picture ? canvas->width() * picture->height / picture->width : QWIDGETSIZE_MAX;
    canvas->setMaximumHeight(std::max(canvas->minimumSizeHint().height(), tallest));
  }
  emit naturalHeightChanged(std::min(m_original->maximumHeight() + around, QWIDGETSIZE_MAX));
}

void ViewsPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitHeights();
}

void ViewsPanel::setDistortionText(const QString& text, const QString& details) {
  m_distortion->setText(text);
  m_distortion->setDetails(details);
  m_distortion->setAccessibleDescription(details);
}

void ViewsPanel::setPresenting(bool presenting) {
  for (QWidget* widget : std::initializer_list<QWidget*>{m_wipe, m_size}) widget->setVisible(!presenting);
}

}  // namespace adv
