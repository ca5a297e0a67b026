// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/distillation/report_page.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

#include "widgets/controls/card.hpp"
#include "widgets/controls/choice_buttons.hpp"
#include "widgets/controls/eliding_label.hpp"
#include "widgets/controls/page_intro.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/experiment/edit_command.hpp"
#include "widgets/plots/stop_slider.hpp"

namespace adv {
namespace {

constexpr int kMargin = 18;

}  // namespace

ReportPage::ReportPage(const PageContext& context, Words words, ReportSettings example, const std::vector<int>& counts)
    : m_experiment(context.experiment),
      m_session(context.engine),
      m_intro(new PageIntro(words.intro, words.source)),
      m_verdict(new VerdictCard),
      m_card(new Card(words.card)),
      m_origin(new ElidingLabel),
      m_published(new QCheckBox(tr("&published"))),
      m_pictures(new QComboBox),
      m_measure(new QToolButton),
      m_again(words.again),
      m_stored(new QToolButton),
      m_axis(words.axis),
      m_asksForPictures(!counts.empty()),
      m_example(example),
      m_settings(example) {
  makeControls(counts);
  connect(&m_session, &ReportSession::reportChanged, this, &ReportPage::showAll);
  connect(&m_session, &ReportSession::failed, m_verdict, &VerdictCard::showError);
  connect(&m_session, &ReportSession::busyChanged, this, &ReportPage::showBusy);
  connect(&m_session, &ReportSession::settled, this, &Page::settled);
  connect(&m_session, &ReportSession::progressed, this, [this](const Progress& progress) {
    m_card->setProgress(QString::fromStdString(progress.what), progress.done, progress.secondsLeft);
    emit activityChanged(QString::fromStdString(progress.what));
  });
}

void ReportPage::makeControls(const std::vector<int>& counts) {
  m_origin->setObjectName(QStringLiteral("cardSubtitle"));
  m_published->setToolTip(tr("Shows the published values faintly behind what was measured"));
  m_published->setAccessibleName(tr("Show the published values"));
  for (const int count : counts) m_pictures->addItem(tr("%1 pictures").arg(count), count);
  m_pictures->setToolTip(tr("How many test pictures a new measurement takes for each network, the first of the data"));
  m_pictures->setAccessibleName(tr("Pictures to measure"));
  m_stored->setText(tr("&Stored"));
  m_stored->setToolTip(tr("Back to the stored report"));
  m_stored->setAccessibleName(m_stored->text().remove(QLatin1Char('&')));
  m_card->actions()->addWidget(m_origin, 1);
  m_card->actions()->setSpacing(8);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_published, m_pictures, m_measure, m_stored})
    m_card->actions()->addWidget(widget);
  m_pictures->setVisible(m_asksForPictures);
  connect(m_published, &QCheckBox::toggled, this, [this](bool shows) {
    ReportSettings next = m_settings;
    next.showsPublished = shows;
    edit(next, tr("Show or hide the published values"));
  });
  connect(m_pictures, &QComboBox::activated, this, [this] {
    ReportSettings next = m_settings;
    next.pictures = m_pictures->currentData().toInt();
    edit(next, tr("Change the number of pictures"));
  });
  connect(m_measure, &QToolButton::clicked, this,
          [this] { m_session.isMeasuring() ? m_session.cancel() : m_session.measure(questions()); });
  connect(m_stored, &QToolButton::clicked, &m_session, &ReportSession::showStored);
}

void ReportPage::begin(QWidget* figure, const std::vector<StopSlider*>& sliders, QWidget* below, int figureStretch,
                       int belowStretch) {
  setFocusProxy(sliders.front());
  m_verdict->setWide(true);
  m_card->body()->addWidget(figure, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 14, kMargin, 14);
  layout->setSpacing(12);
  layout->addWidget(m_intro);
  layout->addWidget(m_verdict);
  layout->addWidget(m_card, figureStretch);
  if (below) layout->addWidget(below, belowStretch);
  for (StopSlider* slider : sliders) follow(slider);
  showAll();
  showBusy();
}

void ReportPage::follow(StopSlider* slider) {
  connect(slider, &StopSlider::dragStarted, this, [this] { m_gesture = ++m_lastGesture; });
  connect(slider, &StopSlider::dragFinished, this, [this] { m_gesture = 0; });
  connect(slider, &StopSlider::stopChanged, this, [this](int stop) {
    ReportSettings next = m_settings;
    next.stop = stop;
    edit(next, m_axis);
  });
}

void ReportPage::addViews(ChoiceButtons* views, const QString& what) {
  m_views = views;
  connect(views, &ChoiceButtons::choiceMade, this, [this, what](int view) {
    ReportSettings next = m_settings;
    next.view = view;
    edit(next, what);
  });
}

void ReportPage::hidePublished() {
  m_hasPublished = false;
  m_published->hide();
}

void ReportPage::reset() {
  m_session.showStored();
  put(m_example);
}

void ReportPage::setPresenting(bool presenting) {
  m_intro->setVisible(!presenting);
  m_published->setVisible(!presenting && m_hasPublished);
  m_pictures->setVisible(!presenting && m_asksForPictures);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_origin, m_measure}) widget->setVisible(!presenting);
  m_stored->setVisible(!presenting && m_session.isLive());
}

void ReportPage::edit(const ReportSettings& next, const QString& what) {
  if (next == m_settings) return;
  m_experiment.undoStack().push(new EditCommand<ReportSettings>(
      what, this, m_settings, next, [this](const ReportSettings& state) { put(state); }, m_gesture));
}

void ReportPage::put(const ReportSettings& settings) {
  m_settings = settings;
  showAll();
}

int ReportPage::stopOf(int count) const {
  return m_settings.stop < 0 ? count - 1 : std::min(m_settings.stop, count - 1);
}

void ReportPage::showAll() {
  const QSignalBlocker quietPublished(m_published);
  const QSignalBlocker quietPictures(m_pictures);
  m_published->setChecked(m_settings.showsPublished);
  if (m_views) m_views->setChosen(m_settings.view);
  m_pictures->setCurrentIndex(m_pictures->findData(m_settings.pictures));
  m_origin->setText(originText());
  m_origin->setToolTip(m_session.loaded() && m_session.loaded()->report && !m_session.isLive()
                           ? tr("Made by: %1").arg(QString::fromStdString(m_session.loaded()->report->madeBy))
                           : QString());
  m_measure->setEnabled(!m_session.models().empty());
  m_stored->setVisible(m_session.isLive() && !m_intro->isHidden());
  showReport();
}

QString ReportPage::originText() const {
  const QString what = measuredText();
  if (what.isEmpty()) return {};
  if (m_session.isLive()) return tr("%1 · measured here").arg(what);
  const auto& loaded = m_session.loaded();
  if (!loaded) return what;
  return loaded->isCurrent() ? tr("%1 · stored report, same weights").arg(what)
                             : tr("%1 · stored report; some networks have changed or are missing").arg(what);
}

void ReportPage::showBusy() {
  const bool isMeasuring = m_session.isMeasuring();
  m_measure->setText(isMeasuring ? tr("&Cancel") : tr("&Measure again"));
  m_measure->setAccessibleName(m_measure->text().remove(QLatin1Char('&')));
  m_measure->setToolTip(isMeasuring ? tr("Stop measuring; what is known stays") : m_again);
  if (isMeasuring) return;
  m_card->clearProgress();
  emit activityChanged({});
}

void ReportPage::showNothing() {
  if (!m_session.models().empty())
    return m_verdict->setVerdict({Verdict::Kind::Empty, tr("Nothing is measured yet"),
                                  tr("Press “Measure again”: %1 networks are here.").arg(m_session.models().size())});
  if (!m_session.isSettled()) return m_verdict->setVerdict({Verdict::Kind::Empty, tr("Reading the report"), {}});
  m_verdict->setVerdict(
      {Verdict::Kind::Empty, tr("There are no distilled networks yet"),
       tr("Train them: advscope distill --data mnist --temperature none,1,2,5,10,20,30,40,50,100 --out models")});
}

}  // namespace adv
