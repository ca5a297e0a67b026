// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/decay/setup_bar.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <cmath>

#include "widgets/controls/levels_edit.hpp"
#include "widgets/controls/number_pill.hpp"

namespace adv {
namespace {

/// The ε that suits the data: it matters, and is not the end of everything.
struct DataChoice {
  const char* name;
  const char* title;
  double levels;
};
constexpr DataChoice kData[] = {{"signs-30-80", "signs: 30 or 80", 32.0}, {"mnist-3-7", "MNIST: 3 or 7", 64.0}};
constexpr double kLongest = 1000.0;
constexpr double kLargestSeed = 1e9;

}  // namespace

DecaySetupBar::DecaySetupBar(DecaySession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_data(new QComboBox),
      m_epsilon(new LevelsEdit),
      m_decay(new NumberPill),
      m_epochs(new NumberPill),
      m_seed(new NumberPill) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(2, 0, 2, 0);
  layout->setSpacing(8);
  for (const DataChoice& choice : kData) m_data->addItem(tr(choice.title), QString::fromLatin1(choice.name));
  m_decay->setLimits(0.0, 1.0, 0.0005);
  m_epochs->setLimits(1.0, kLongest, 1.0);
  m_seed->setLimits(0.0, kLargestSeed, 1.0);
  addField(tr("&Data"), m_data, tr("Two classes. MNIST needs the data folder (ADVSCOPE_DATA)."));
  addField(tr("Adversary's &ε"), m_epsilon,
           tr("‖η‖∞ of the adversary in training, n/255. Click to type; arrows move it."));
  addField(tr("Decay &λ"), m_decay, tr("Strength of the weight decay λ‖w‖₁, 0 to 1"));
  addField(tr("Epo&chs"), m_epochs, tr("How often every training picture is seen, 1 to 1000"));
  addField(tr("&Seed"), m_seed, tr("Of the first weights and of the order of the pictures"));
  layout->addStretch(1);
  connect(m_data, &QComboBox::activated, this, &DecaySetupBar::chooseData);
  const auto edit = [this](auto change, const QString& what) {
    DecayRequest request = m_session.request();
    change(request);
    m_session.edit(request, what);
  };
  connect(m_epsilon, &LevelsEdit::levelsChanged, this, [=](double levels) {
    edit([&](DecayRequest& request) { request.epsilon = levels / 255; }, tr("Change the adversary's ε"));
  });
  connect(m_decay, &NumberPill::valueEdited, this,
          [=](double value) { edit([&](DecayRequest& request) { request.l1 = value; }, tr("Change the decay")); });
  connect(m_epochs, &NumberPill::valueEdited, this,
          [=](double value) { edit([&](DecayRequest& request) { request.epochs = value; }, tr("Change the epochs")); });
  connect(m_seed, &NumberPill::valueEdited, this, [=](double value) {
    edit([&](DecayRequest& request) { request.seed = static_cast<std::uint64_t>(std::llround(value)); },
         tr("Change the seed"));
  });
  connect(&session, &DecaySession::requestChanged, this, &DecaySetupBar::showRequest);
  showRequest();
}

void DecaySetupBar::addField(const QString& name, QWidget* field, const QString& help) {
  auto* label = new QLabel(name);
  label->setObjectName(QStringLiteral("muted"));
  label->setBuddy(field);
  field->setToolTip(help);
  field->setAccessibleName(QString(name).remove(QLatin1Char('&')));
  layout()->addWidget(label);
  layout()->addWidget(field);
}

void DecaySetupBar::chooseData() {
  const DataChoice& choice = kData[m_data->currentIndex()];
  DecayRequest request = m_session.request();
  request.data = choice.name;
  request.epsilon = choice.levels / 255;
  m_session.edit(request, tr("Choose other data"));
}

void DecaySetupBar::showRequest() {
  const DecayRequest& request = m_session.request();
  m_data->setCurrentIndex(m_data->findData(QString::fromStdString(request.data)));
  m_epsilon->setLevels(255 * request.epsilon);
  m_decay->setValue(request.l1);
  m_epochs->setValue(request.epochs);
  m_seed->setValue(static_cast<double>(request.seed));
}

}  // namespace adv
