// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/distillation/training_bar.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QToolButton>

#include "widgets/controls/eliding_label.hpp"
#include "widgets/controls/picture_strip.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/icons.hpp"

namespace adv {
namespace {

struct DataChoice {
  const char* id;
  const char* title;
  const char* paperArchitecture;  ///< empty: the papers have none for it
};
constexpr DataChoice kData[] = {{"mnist", "MNIST", "papernot-mnist"},
                                {"digits", "MNIST, a part", "papernot-mnist"},
                                {"cifar10", "CIFAR-10", "papernot-cifar10"},
                                {"signs", "traffic signs, drawn", ""}};
constexpr int kEpochs[] = {0, 1, 2, 5, 10, 20, 50};

const DataChoice& choiceOf(const std::string& data) {
  for (const DataChoice& choice : kData) {
    if (data == choice.id) return choice;
  }
  return kData[0];
}

QString stageText(DistillationStage stage) {
  switch (stage) {
    case DistillationStage::Data: return QObject::tr("reading the pictures");
    case DistillationStage::Teacher: return QObject::tr("training F");
    case DistillationStage::SoftLabels: return QObject::tr("computing F(X)");
    case DistillationStage::Student: return QObject::tr("training again");
    case DistillationStage::Deployed: break;
  }
  return QObject::tr("trained and deployed");
}

}  // namespace

TrainingBar::TrainingBar(DistillationSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_data(new QComboBox),
      m_architecture(new QComboBox),
      m_epochs(new QComboBox),
      m_train(new QToolButton),
      m_state(new ElidingLabel),
      m_pictures(new PictureStrip) {
  makeChoices();
  makeButton();
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_data, m_architecture, m_epochs, m_train})
    layout->addWidget(widget, 0, Qt::AlignVCenter);
  layout->addWidget(m_state, 7);
  layout->addWidget(m_pictures, 9);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  connect(&session, &DistillationSession::setupChanged, this, &TrainingBar::showSetup);
  connect(&session, &DistillationSession::trainingChanged, this, &TrainingBar::showTraining);
  connect(&session, &DistillationSession::busyChanged, this, &TrainingBar::showTraining);
  for (const auto change : {&DistillationSession::galleryChanged, &DistillationSession::trainingChanged})
    connect(&session, change, this, &TrainingBar::showPictures);
  connect(m_pictures, &PictureStrip::pictureChosen, this, &TrainingBar::choosePicture);
  showSetup();
  showPictures();
}

void TrainingBar::makeChoices() {
  for (const DataChoice& choice : kData) m_data->addItem(tr(choice.title), QString::fromLatin1(choice.id));
  m_data->setToolTip(tr("What is learned. MNIST and CIFAR-10 come from the folder that ADVSCOPE_DATA names."));
  m_data->setAccessibleName(tr("Data"));
  m_architecture->setToolTip(tr("The small network trains in about a minute; the papers' has nine layers"));
  m_architecture->setAccessibleName(tr("Architecture"));
  for (const int epochs : kEpochs)
    m_epochs->addItem(epochs == 0   ? tr("usual epochs")
                      : epochs == 1 ? tr("1 epoch")
                                    : tr("%1 epochs").arg(epochs),
                      epochs);
  m_epochs->setToolTip(tr("How often every training picture is seen, in each of the two trainings"));
  m_epochs->setAccessibleName(tr("Epochs"));
  connect(m_data, &QComboBox::activated, this, &TrainingBar::chooseData);
  connect(m_architecture, &QComboBox::activated, this, [this] {
    edit([this](
             DistillationSetup& setup) { setup.architecture = m_architecture->currentData().toString().toStdString(); },
         tr("Choose the architecture"));
  });
  connect(m_epochs, &QComboBox::activated, this, [this] {
    edit([this](DistillationSetup& setup) { setup.epochs = m_epochs->currentData().toInt(); }, tr("Change the epochs"));
  });
}

void TrainingBar::makeButton() {
  m_train->setIconSize({16, 16});
  m_train->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
  m_train->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_state->setObjectName(QStringLiteral("muted"));
  connect(m_train, &QToolButton::clicked, this, &TrainingBar::press);
}

void TrainingBar::setPresenting(bool presenting) {
  for (QWidget* widget : std::initializer_list<QWidget*>{m_data, m_architecture, m_epochs})
    widget->setVisible(!presenting);
}

void TrainingBar::edit(const std::function<void(DistillationSetup&)>& change, const QString& what) {
  DistillationSetup setup = m_session.setup();
  change(setup);
  emit setupEdited(setup, what);
}

void TrainingBar::chooseData() {
  edit(
      [this](DistillationSetup& setup) {
        setup.data = m_data->currentData().toString().toStdString();
        setup.architecture = "small";
        setup.picture = examplePicture(setup.data);
      },
      tr("Choose other data"));
}

/// A network that is finished is trained anew in a folder of its own.
void TrainingBar::press() {
  if (m_session.isTraining()) return m_session.pause();
  if (m_session.isTrained()) edit([](DistillationSetup& setup) { ++setup.run; }, tr("Train anew"));
  m_session.train();
}

void TrainingBar::choosePicture(int index) {
  const bool hasOwn = m_session.trained() && m_session.trained()->sample.picture;
  edit([&](DistillationSetup& setup) { setup.picture = hasOwn ? index - 1 : index; }, tr("Choose a picture"));
}

void TrainingBar::showSetup() {
  const DistillationSetup& setup = m_session.setup();
  const QSignalBlocker quietData(m_data);
  const QSignalBlocker quietArchitecture(m_architecture);
  const QSignalBlocker quietEpochs(m_epochs);
  m_data->setCurrentIndex(m_data->findData(QString::fromStdString(setup.data)));
  m_architecture->clear();
  m_architecture->addItem(tr("small network"), QStringLiteral("small"));
  const QString paper = QString::fromLatin1(choiceOf(setup.data).paperArchitecture);
  if (!paper.isEmpty()) m_architecture->addItem(tr("the paper's network"), paper);
  m_architecture->setCurrentIndex(m_architecture->findData(QString::fromStdString(setup.architecture)));
  m_epochs->setCurrentIndex(m_epochs->findData(setup.epochs));
  showTraining();
  showPictures();
}

void TrainingBar::showTraining() {
  const bool isTraining = m_session.isTraining();
  const QString at = significant(m_session.setup().temperature);
  m_train->setIcon(themedIcon(isTraining ? QStringLiteral("pause") : QStringLiteral("play")));
  m_train->setText(isTraining              ? tr("&Pause")
                   : m_session.isTrained() ? tr("&Train anew")
                   : m_session.trained()   ? tr("&Resume")
                                           : tr("&Train at T = %1").arg(at));
  m_train->setToolTip(isTraining ? tr("Stops after this epoch's last whole one is kept; goes on where it was")
                                 : tr("Trains F at T = %1, then the same network on F(X). What was stopped goes on, "
                                      "also after the program was closed.")
                                       .arg(at));
  m_train->setAccessibleName(m_train->text().remove(QLatin1Char('&')));
  m_state->setText(stateText());
}

QString TrainingBar::stateText() const {
  const auto& state = m_session.training();
  if (!m_session.isTraining()) return m_session.trained() ? stageText(m_session.trained()->stage) : QString();
  if (!state || state->networks.empty())
    return m_session.progress() ? QString::fromStdString(m_session.progress()->what) : tr("starting");
  const auto& network = *state->networks[static_cast<std::size_t>(state->current)];
  const QString left = state->secondsLeft < 0 ? QString() : tr(" · %1 left").arg(durationText(state->secondsLeft));
  return tr("T = %1: %2%3").arg(significant(network.temperature.value_or(1.0)), stageText(network.stage), left);
}

void TrainingBar::showPictures() {
  std::vector<PictureStrip::Entry> entries;
  const DistillationNetwork* trained = m_session.trained();
  const bool hasOwn = trained && trained->sample.picture;
  if (hasOwn) entries.push_back({trained->sample.picture, {}, tr("The picture that this training looks at")});
  const auto& gallery = m_session.gallery();
  if (gallery) {
    for (const GalleryItem& item : gallery->items)
      entries.push_back({item.thumbnail, {}, QString::fromStdString(item.name)});
    m_pictures->setEmptyText(QString::fromStdString(gallery->emptyReason));
  }
  const int picture = m_session.setup().picture;
  m_pictures->setEntries(std::move(entries));
  m_pictures->setChosen(hasOwn ? picture + 1 : std::max(0, picture));
}

}  // namespace adv
