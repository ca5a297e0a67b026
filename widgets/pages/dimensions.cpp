// SPDX-License-Identifier: GPL-3.0-or-later
// The Dimensions page: the more numbers there are, the less each of them has to move.
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/controls/measure_bars_view.hpp"
#include "widgets/controls/page_intro.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/dimension_words.hpp"
#include "widgets/figures/dimensions_figure.hpp"
#include "widgets/pages/dimensions/axis_card.hpp"
#include "widgets/pages/dimensions/picture_row.hpp"
#include "widgets/pages/page.hpp"

namespace adv {
namespace {

constexpr int kMargin = 18;

class DimensionsPage : public Page {
 public:
  explicit DimensionsPage(const PageContext& context)
      : m_session(context.engine),
        m_intro(new PageIntro(tr("The more numbers a linear classifier adds up, the less each has to move for the same "
                                 "change of the score; random noise of that "
                                 "size cancels out. Drag d and watch the nudges vanish."),
                              tr("Goodfellow, Shlens, Szegedy 2014, section 3"))),
        m_verdict(new VerdictCard),
        m_pictures(new Card(tr("One picture"))),
        m_row(new DimensionPictureRow),
        m_bars(new MeasureBarsView),
        m_axis(new DimensionsAxisCard(m_session)) {
    setFocusProxy(m_axis);
    arrange();
    connect(&m_session, &DimensionsSession::pictureChanged, this, &DimensionsPage::showPicture);
    connect(&m_session, &DimensionsSession::failed, this, [this](const Error& error) { m_verdict->showError(error); });
    connect(&m_session, &DimensionsSession::trainingProgressed, this,
            [this](const Progress& progress) { emit activityChanged(QString::fromStdString(progress.what)); });
    connect(&m_session, &DimensionsSession::trainingChanged, this, [this] {
      if (!m_session.isTraining()) emit activityChanged({});
    });
    connect(&m_session, &DimensionsSession::settled, this, &Page::settled);
  }

  std::unique_ptr<Figure> figure() const override {
    if (!m_session.measured() || !m_session.picture()) return nullptr;
    return std::make_unique<DimensionsFigure>(*m_session.measured(), *m_session.picture(), m_session.trained());
  }
  ImagePtr picture() const override { return m_session.picture() ? m_session.picture()->adversarial : nullptr; }
  void setPresenting(bool presenting) override {
    m_intro->setVisible(!presenting);
    m_bars->setVisible(!presenting);
    m_axis->setPresenting(presenting);
  }
  void reset() override { m_axis->reset(); }
  bool isSettled() const override { return m_session.isSettled(); }

 protected:
  void shownChanged(bool shown) override {
    if (shown) m_session.setShown();
  }

 private:
  void arrange();
  void showPicture();

  DimensionsSession m_session;
  PageIntro* m_intro;
  VerdictCard* m_verdict;
  Card* m_pictures;
  DimensionPictureRow* m_row;
  MeasureBarsView* m_bars;
  DimensionsAxisCard* m_axis;
};

void DimensionsPage::arrange() {
  m_verdict->setWide(true);
  m_bars->setToolTip(
      tr("How far the score moves: with the signs of the weights, with random signs (one standard "
         "deviation), and against the margin that must be crossed"));
  m_pictures->actions()->addStretch(1);
  auto* beside = new QHBoxLayout;
  beside->setSpacing(20);
  beside->addWidget(m_row, 7);
  beside->addWidget(m_bars, 2);
  m_pictures->body()->addLayout(beside, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 12, kMargin, 14);
  layout->setSpacing(10);
  layout->addWidget(m_intro);
  layout->addWidget(m_verdict);
  layout->addWidget(m_pictures, 11);
  layout->addWidget(m_axis, 10);
}

void DimensionsPage::showPicture() {
  const DimensionPicture& picture = *m_session.picture();
  m_row->setPicture(picture);
  m_pictures->setSubtitle(tr("of %1 numbers, on one random linear classifier").arg(shapeText(picture.shape)));
  m_bars->setBars({{tr("margin of the score"), m_session.setting().margin, theme().clean},
                   {tr("chosen signs, ε‖w‖₁"), picture.adversarialPush, theme().adversarial},
                   {tr("random signs, ε‖w‖₂"), picture.noisePush, theme().control, true}});
  m_verdict->setVerdict({Verdict::Kind::Fooled, dimensionSentence(picture), dimensionReason(picture)});
}

const RegisterPage kRegistered({QStringLiteral("dimensions"), QObject::tr("Dimensions"),
                                QObject::tr("The linear world"), 6},
                               [](const PageContext& context) -> Page* { return new DimensionsPage(context); });

}  // namespace
}  // namespace adv
