// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/breadcrumb.hpp"

#include <QHBoxLayout>
#include <QPushButton>
#include <algorithm>

#include "app/image_chooser.hpp"
#include "engine/api/find_by_id.hpp"
#include "engine/api/similar_models.hpp"
#include "widgets/controls/chip_button.hpp"
#include "widgets/controls/chooser_popup.hpp"
#include "widgets/experiment/attack_groups.hpp"

namespace adv {
namespace {

/// "distillation-mnist" becomes "Distillation, mnist"; empty for networks that stand for themselves.
QString headingOfSet(const std::string& group) {
  QString heading = QString::fromStdString(group);
  if (heading.isEmpty()) return heading;
  heading[0] = heading[0].toUpper();
  return heading.replace(QLatin1Char('-'), QStringLiteral(", "));
}

const QString kAutomatic = QStringLiteral("auto");

ChipButton* makeChip(const QString& caption, const QString& tip) {
  auto* chip = new ChipButton;
  chip->setCaption(caption);
  chip->setToolTip(tip);
  return chip;
}

}  // namespace

Breadcrumb::Breadcrumb(EnginePort& engine, ExperimentModel& experiment, QWidget* parent)
    : QWidget(parent),
      m_engine(engine),
      m_experiment(experiment),
      m_imageChip(makeChip(tr("Image"), tr("The picture that is attacked (Ctrl+I)"))),
      m_modelChip(makeChip(tr("Model"), tr("The network that is fooled (Ctrl+M opens a model card)"))),
      m_attackChip(makeChip(tr("Attack"), tr("How the perturbation is made"))),
      m_labelChip(makeChip(tr("Label"), tr("The class that the attack leads away from, and is judged by"))),
      m_targetChip(makeChip(tr("Target"), tr("The class to reach; without one, any wrong class will do"))),
      m_imageChooser(new ImageChooser(engine, this)),
      m_chooser(nullptr) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  for (ChipButton* chip : {m_imageChip, m_modelChip, m_attackChip, m_labelChip, m_targetChip}) layout->addWidget(chip);
  layout->addStretch(1);

  connect(m_imageChip, &ChipButton::clicked, this, &Breadcrumb::openImageChooser);
  connect(m_modelChip, &ChipButton::clicked, this, &Breadcrumb::chooseModel);
  connect(m_attackChip, &ChipButton::clicked, this, &Breadcrumb::chooseAttack);
  connect(m_labelChip, &ChipButton::clicked, this, [this] {
    chooseClass(m_labelChip, tr("Automatic: the data's label, otherwise the prediction"),
                m_experiment.experiment().label, &ExperimentModel::setLabel);
  });
  connect(m_targetChip, &ChipButton::clicked, this, [this] {
    chooseClass(m_targetChip, tr("None: any wrong class"), m_experiment.experiment().target,
                &ExperimentModel::setTarget);
  });
  connect(m_imageChooser, &ImageChooser::imageChosen, this,
          [this](const ImageSource& image) { m_experiment.setImage(image); });
  connect(m_imageChooser, &ImageChooser::openWanted, this, &Breadcrumb::openImageWanted);
  connect(m_imageChooser, &ImageChooser::pasteWanted, this, &Breadcrumb::pasteWanted);
  connect(m_imageChooser, &ImageChooser::drawWanted, this, &Breadcrumb::drawWanted);
  connect(&engine, &EnginePort::eventArrived, this, &Breadcrumb::onEvent);
  connect(&experiment, &ExperimentModel::changed, this, &Breadcrumb::refresh);
  refresh();
}

void Breadcrumb::onEvent(const Event& event) {
  const auto* predicted = event.payload.as<Predicted>();
  if (!predicted || event.lane != Lane::Load) return;
  m_clean = *predicted;
  m_model = predicted->model;
  refresh();
}

QString Breadcrumb::classText(int index) const {
  return m_model ? QString::fromStdString(m_model->labelOf(index)) : tr("class %1").arg(index);
}

QString Breadcrumb::labelText() const {
  if (m_experiment.experiment().label) return tr("%1 (given)").arg(classText(*m_experiment.experiment().label));
  if (!m_clean) return tr("…");
  const bool known = m_clean->labelSource == LabelSource::Data;
  return known ? tr("%1 (true)").arg(classText(m_clean->label)) : tr("%1 (predicted)").arg(classText(m_clean->label));
}

void Breadcrumb::refresh() {
  const Experiment& experiment = m_experiment.experiment();
  const AttackInfo* attack = m_experiment.attack();
  m_imageChip->setValue(QString::fromStdString(nameOf(experiment.image)));
  const ModelInfo* known = findById(m_engine.models(), experiment.model);
  const bool isOpened = m_model && m_model->cardPath == experiment.model;
  m_modelChip->setValue(QString::fromStdString(known ? known->title : isOpened ? m_model->title : experiment.model));
  m_attackChip->setValue(attack ? titleWithNorm(*attack, experiment.params) : QString());
  m_labelChip->setValue(labelText());
  m_targetChip->setVisible(attack && attack->targeting != Targeting::Never);
  const bool choosesItself = attack && attack->targeting == Targeting::LeastLikely;
  m_targetChip->setValue(experiment.target ? classText(*experiment.target)
                         : choosesItself   ? tr("least likely")
                                           : tr("none"));
}

void Breadcrumb::openImageChooser() {
  const bool canDraw = m_model && m_model->channels == 1;
  m_imageChooser->popupUnder(m_imageChip, m_model ? QString::fromStdString(m_model->samples) : QStringLiteral("signs"),
                             canDraw);
}

void Breadcrumb::chooseModel() {
  std::vector<ChooserPopup::Choice> choices;
  for (const ModelInfo& info : setsLast(m_engine.models())) {
    choices.push_back({QString::fromStdString(info.id),
                       QString::fromStdString(info.title),
                       QString::fromStdString(info.description),
                       info.available,
                       QString::fromStdString(info.whyNot),
                       {},
                       headingOfSet(info.group)});
  }
  delete m_chooser;
  m_chooser = new ChooserPopup(this);
  m_chooser->setChoices(choices);
  m_chooser->setCurrent(QString::fromStdString(m_experiment.experiment().model));
  auto* open = new QPushButton(tr("&Open a model card…"));
  connect(open, &QPushButton::clicked, this, [this] {
    m_chooser->close();
    emit openModelWanted();
  });
  m_chooser->setFooter(open);
  connect(m_chooser, &ChooserPopup::chosen, this, &Breadcrumb::modelChosen);
  m_chooser->popupUnder(m_modelChip);
}

void Breadcrumb::chooseAttack() {
  std::vector<ChooserPopup::Choice> choices;
  for (const AttackInfo* info : inGroups(m_engine.attacks())) {
    choices.push_back({QString::fromStdString(info->id),
                       titleWithNorm(*info, {}),
                       QString::fromStdString(info->summary),
                       true,
                       {},
                       {},
                       headingOf(groupOf(*info))});
  }
  delete m_chooser;
  m_chooser = new ChooserPopup(this);
  m_chooser->setChoices(choices);
  m_chooser->setCurrent(QString::fromStdString(m_experiment.experiment().attack));
  connect(m_chooser, &ChooserPopup::chosen, this,
          [this](const QString& id) { m_experiment.setAttack(id.toStdString()); });
  m_chooser->popupUnder(m_attackChip);
}

void Breadcrumb::chooseClass(ChipButton* chip, const QString& automaticTitle, std::optional<int> current,
                             void (ExperimentModel::*set)(std::optional<int>)) {
  std::vector<ChooserPopup::Choice> choices = {{kAutomatic, automaticTitle, {}, true, {}, {}}};
  for (int index = 0; m_model && index < m_model->classCount(); ++index) {
    choices.push_back({QString::number(index), classText(index), {}, true, {}, {}});
  }
  delete m_chooser;
  m_chooser = new ChooserPopup(this);
  m_chooser->setChoices(choices);
  m_chooser->setCurrent(current ? QString::number(*current) : kAutomatic);
  connect(m_chooser, &ChooserPopup::chosen, this, [this, set](const QString& id) {
    (m_experiment.*set)(id == kAutomatic ? std::nullopt : std::optional<int>(id.toInt()));
  });
  m_chooser->popupUnder(chip);
}

}  // namespace adv
