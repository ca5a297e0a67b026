// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/templates/training_card.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/controls/template_grid.hpp"
#include "widgets/figures/template_image.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/plots/training_plot.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/icons.hpp"

namespace adv {
namespace {

constexpr double kRates[] = {0.0, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0};
constexpr double kL1[] = {0.0, 1e-4, 1e-3, 3e-3, 0.01, 0.03};
constexpr double kScales[] = {0.0, 0.001, 0.01, 0.03, 0.1, 0.3};
const QString kFolder = QStringLiteral("folder");

template <std::size_t N>
void fill(QComboBox* box, const double (&values)[N], const QString& prefix, const QString& zero) {
  for (const double value : values)
    box->addItem(QStringLiteral("%1 %2").arg(prefix, value > 0.0 ? significant(value) : zero), value);
}

void select(QComboBox* box, double value) {
  const QSignalBlocker quiet(box);
  box->setCurrentIndex(std::max(0, box->findData(value)));
}

}  // namespace

TrainingCard::TrainingCard(TemplatesSession& session, QWidget* parent)
    : Card(tr("Templates"), parent),
      m_session(session),
      m_grid(new TemplateGrid),
      m_plot(new TrainingPlot),
      m_settings(new QWidget),
      m_data(new QComboBox),
      m_rate(new QComboBox),
      m_l1(new QComboBox),
      m_scale(new QComboBox),
      m_loss(new QComboBox),
      m_slow(new QCheckBox(tr("slo&w start"))),
      m_oneScale(new QCheckBox(tr("one &scale"))),
      m_play(new QToolButton),
      m_restart(new QToolButton) {
  makeControls();
  makeSettingControls();
  auto* row = new QHBoxLayout;
  row->setSpacing(16);
  row->addWidget(m_grid, 17);
  row->addWidget(m_plot, 8);
  body()->addWidget(m_settings);
  body()->addLayout(row, 1);
  setFocusProxy(m_grid);
  connect(m_grid, &TemplateGrid::targetChosen, &session, &TemplatesSession::setTarget);
  connect(&session, &TemplatesSession::trainingChanged, this, &TrainingCard::showTraining);
  connect(&session, &TemplatesSession::mixedChanged, this, [this] {
    const auto& mixed = m_session.mixed();
    m_grid->setTarget(m_session.mix().target);
    m_grid->setLabel(mixed ? mixed->label : -1);
  });
  connect(&session, &TemplatesSession::busyChanged, this, &TrainingCard::showControls);
  showControls();
}

void TrainingCard::makeControls() {
  for (const linear::KnownData& one : linear::kKnownData) m_data->addItem(tr(one.title), QString::fromLatin1(one.id));
  m_data->addItem(tr("A folder of class folders…"), kFolder);
  m_data->setToolTip(tr("What is learned: drawn signs, or public data from the folder that ADVSCOPE_DATA names"));
  m_data->setAccessibleName(tr("Data"));
  connect(m_data, &QComboBox::activated, this, &TrainingCard::chooseData);
  m_play->setIconSize({16, 16});
  connect(m_play, &QToolButton::clicked, this, [this] { m_session.setPlaying(!m_session.isPlaying()); });
  m_restart->setIcon(themedIcon(QStringLiteral("again")));
  m_restart->setText(tr("&Restart"));
  m_restart->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_restart->setToolTip(tr("Begins anew from the same first weights (same seed, same bits)"));
  m_restart->setAccessibleName(tr("Restart the training"));
  connect(m_restart, &QToolButton::clicked, this, [this] { m_session.restart(); });
  m_slow->setChecked(true);
  m_slow->setToolTip(tr("Begins with one update a picture and quickens; off: as fast as the machine can"));
  connect(m_slow, &QCheckBox::toggled, this, [this](bool slow) { m_session.setSlowMotion(slow); });
  m_oneScale->setChecked(true);
  m_oneScale->setToolTip(tr("All templates on one scale, that of the largest weight; off: each on its own. Grey is 0"));
  connect(m_oneScale, &QCheckBox::toggled, this, [this](bool one) { m_grid->setOwnScales(!one); });
  actions()->addStretch(1);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_data, m_slow, m_play, m_restart})
    actions()->addWidget(widget);
  actions()->setSpacing(8);
}

void TrainingCard::makeSettingControls() {
  fill(m_rate, kRates, tr("learning rate"), tr("auto"));
  m_rate->setToolTip(tr("Step of the gradient descent, in effect at once. Auto: 4 / the data's largest variance"));
  fill(m_l1, kL1, tr("L1"), tr("off"));
  m_l1->setToolTip(tr("Weight of ‖W‖₁ in what is minimised, in effect at once; makes weights exactly 0"));
  fill(m_scale, kScales, tr("init ±"), tr("0"));
  m_scale->setToolTip(tr("Standard deviation of the first weights; begins anew"));
  m_loss->addItems({tr("softmax regression"), tr("logistic regression")});
  m_loss->setToolTip(tr("One score for each class, or one score for two classes; begins anew"));
  const std::pair<QComboBox*, QString> named[] = {{m_rate, tr("Learning rate")},
                                                  {m_l1, tr("L1 regularisation")},
                                                  {m_scale, tr("Scale of the first weights")},
                                                  {m_loss, tr("Loss")}};
  auto* layout = new QHBoxLayout(m_settings);
  layout->setContentsMargins(0, 0, 0, 4);
  layout->setSpacing(8);
  for (const auto& [box, name] : named) {
    box->setAccessibleName(name);
    layout->addWidget(box);
  }
  layout->addWidget(m_oneScale);
  auto* legend = new SeriesLegend;
  legend->setSeries({{tr("right"), SeriesRole::Clean, {}, {}},
                     {tr("loss"), SeriesRole::Neutral, {}, {}},
                     {tr("in training"), SeriesRole::Control, {}, {}}});
  layout->addWidget(legend, 1);
  connect(m_rate, &QComboBox::activated, this, &TrainingCard::chooseSettings);
  connect(m_l1, &QComboBox::activated, this, &TrainingCard::chooseSettings);
  connect(m_scale, &QComboBox::activated, this, &TrainingCard::chooseStart);
  connect(m_loss, &QComboBox::activated, this, &TrainingCard::chooseStart);
}

void TrainingCard::chooseData(int index) {
  QString chosen = m_data->itemData(index).toString();
  if (chosen == kFolder) chosen = QFileDialog::getExistingDirectory(this, tr("A folder of one folder for each class"));
  if (!chosen.isEmpty()) m_session.setData(chosen.toStdString());
  showControls();
}

void TrainingCard::chooseSettings() {
  linear::Settings settings = m_session.training().settings;
  settings.learningRate = m_rate->currentData().toDouble();
  settings.l1 = m_l1->currentData().toDouble();
  m_session.setSettings(settings);
}

void TrainingCard::chooseStart() {
  linear::Start start = m_session.training().plan.start;
  start.initialScale = m_scale->currentData().toDouble();
  start.logistic = m_loss->currentIndex() == 1;
  m_session.setStart(start);
}

QString TrainingCard::stateText() const {
  if (const auto& loading = m_session.loading()) return QString::fromStdString(loading->what);
  const auto& ready = m_session.ready();
  if (!ready) return {};
  const double accuracy = ready->points.empty() ? 0.0 : ready->points.back().testAccuracy;
  QString text =
      tr("epoch %1 · %2 updates · right %3").arg(ready->epochs, 0, 'f', 1).arg(ready->updates).arg(shareText(accuracy));
  return tr("epoch %1 · %2 updates · right %3 · seed %4")
      .arg(ready->epochs, 0, 'f', 1)
      .arg(ready->updates)
      .arg(shareText(accuracy))
      .arg(ready->plan.start.seed);
}

void TrainingCard::showTraining() {
  setSubtitle(stateText());
  const auto& ready = m_session.ready();
  m_oneScale->setText(ready ? tr("one &scale, ±%1").arg(significant(sharedTemplateScale(*ready->weights)))
                            : tr("one &scale"));
  m_grid->setWeights(ready ? ready->weights : nullptr);
  m_plot->setPoints(ready ? ready->points : std::vector<TrainingPoint>());
  if (const auto& loading = m_session.loading()) return setProgress(tr("reading"), loading->done, -1.0);
  if (!ready || !m_session.isPlaying()) return clearProgress();
  setProgress(tr("training"), ready->epochs / std::max(1e-9, m_session.training().epochs), -1.0);
}

void TrainingCard::showControls() {
  const bool playing = m_session.isPlaying();
  m_play->setIcon(themedIcon(playing ? QStringLiteral("pause") : QStringLiteral("play")));
  m_play->setToolTip(playing ? tr("Pause the training") : tr("Go on with the training from these weights"));
  m_play->setAccessibleName(playing ? tr("Pause") : tr("Go on"));
  const TemplatesRequest& training = m_session.training();
  select(m_rate, training.settings.learningRate);
  select(m_l1, training.settings.l1);
  select(m_scale, training.plan.start.initialScale);
  const QSignalBlocker quietLoss(m_loss);
  m_loss->setCurrentIndex(training.plan.start.logistic ? 1 : 0);
  const QSignalBlocker quietData(m_data);
  const QString chosen = QString::fromStdString(training.plan.data);
  if (m_data->findData(chosen) < 0)
    m_data->insertItem(m_data->count() - 1, chosen.section(QLatin1Char('/'), -1), chosen);
  m_data->setCurrentIndex(m_data->findData(chosen));
  showTraining();
}

void TrainingCard::setPresenting(bool presenting) {
  for (QWidget* widget : std::initializer_list<QWidget*>{m_settings, m_plot, m_data, m_slow})
    widget->setVisible(!presenting);
}

}  // namespace adv
