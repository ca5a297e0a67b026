// SPDX-License-Identifier: GPL-3.0-or-later
// The playground: two explanations of adversarial examples, too much capacity and too much linearity, on a plane; and
// how straight the logits of real networks run.
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/controls/page_intro.hpp"
#include "widgets/figures/figure.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/pages/playground/linearity_pane.hpp"
#include "widgets/pages/playground/plane_pane.hpp"

namespace adv {
namespace {

constexpr int kMargin = 18;

class PlaygroundPage : public Page {
 public:
  explicit PlaygroundPage(const PageContext& context)
      : m_verdict(new VerdictCard),
        m_stack(new QStackedWidget),
        m_plane(new PlanePane(context.engine, context.experiment.undoStack())),
        m_linearity(new LinearityPane(context.engine)) {
    setFocusProxy(m_plane);
    arrange();
    connect(m_plane, &PlanePane::verdictChanged, this, &PlaygroundPage::showVerdict);
    connect(m_linearity, &LinearityPane::verdictChanged, this, &PlaygroundPage::showVerdict);
    connect(&m_plane->session(), &PlaygroundSession::settled, this, &PlaygroundPage::tellIfSettled);
    connect(m_linearity, &LinearityPane::settled, this, &PlaygroundPage::tellIfSettled);
    connect(&m_plane->session(), &PlaygroundSession::stateChanged, this, &PlaygroundPage::showActivity);
    connect(m_linearity, &LinearityPane::busyChanged, this, &PlaygroundPage::showActivity);
    showVerdict();
  }

  std::unique_ptr<Figure> figure() const override { return isPlane() ? m_plane->figure() : m_linearity->figure(); }
  bool isSettled() const override { return isPlane() ? m_plane->session().isSettled() : m_linearity->isSettled(); }
  void reset() override { isPlane() ? m_plane->reset() : m_linearity->reset(); }
  void setPresenting(bool presenting) override {
    m_plane->setPresenting(presenting);
    m_linearity->setPresenting(presenting);
  }

 protected:
  void shownChanged(bool) override { tellShown(); }

 private:
  bool isPlane() const { return m_stack->currentWidget() == m_plane; }
  void arrange();
  void choose(int index);
  void tellShown() {
    m_plane->session().setShown(isVisible() && isPlane());
    m_linearity->setShown(isVisible() && !isPlane());
  }
  void showVerdict() { m_verdict->setVerdict(isPlane() ? m_plane->verdict() : m_linearity->verdict()); }
  void showActivity() {
    const bool isTraining = isPlane() && m_plane->session().isRunning();
    emit activityChanged(isTraining ? tr("training") : isSettled() ? QString() : tr("computing"));
  }
  void tellIfSettled() {
    showActivity();
    if (isSettled()) emit settled();
  }

  VerdictCard* m_verdict;
  QStackedWidget* m_stack;
  PlanePane* m_plane;
  LinearityPane* m_linearity;
  QButtonGroup m_tabs;
};

void PlaygroundPage::arrange() {
  auto* intro = new PageIntro(
      tr("Why do adversarial examples exist? One explanation: the classifier has too much capacity, and its boundary "
         "wriggles between the points. The other: it is too linear, and goes on being certain where no point has ever "
         "been. Place points, train, and attack."),
      tr("Szegedy et al. 2013; Goodfellow et al. 2014,\nsections 3, 6, 7 and 10"));
  m_verdict->setWide(true);
  auto* tabs = new QVBoxLayout;
  tabs->setSpacing(4);
  const QString names[] = {tr("&Two dimensions"), tr("&How linear is a network?")};
  for (int i = 0; i < 2; ++i) {
    auto* tab = new QToolButton;
    tab->setText(names[i]);
    tab->setCheckable(true);
    tab->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    tab->setChecked(i == 0);
    tab->setAccessibleName(QString(names[i]).remove(QLatin1Char('&')));
    tab->setShortcut(QKeySequence::mnemonic(names[i]));
    m_tabs.addButton(tab, i);
    tabs->addWidget(tab);
  }
  connect(&m_tabs, &QButtonGroup::idClicked, this, &PlaygroundPage::choose);
  m_stack->addWidget(m_plane);
  m_stack->addWidget(m_linearity);
  auto* top = new QHBoxLayout;
  top->setSpacing(18);
  top->addLayout(tabs);
  top->addWidget(intro, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 14, kMargin, 14);
  layout->setSpacing(12);
  layout->addLayout(top);
  layout->addWidget(m_verdict);
  layout->addWidget(m_stack, 1);
}

void PlaygroundPage::choose(int index) {
  m_stack->setCurrentIndex(index);
  tellShown();
  showVerdict();
  showActivity();
}

const RegisterPage kRegistered({QStringLiteral("playground"), QObject::tr("Playground"),
                                QObject::tr("The linear world"), 9},
                               [](const PageContext& context) -> Page* { return new PlaygroundPage(context); });

}  // namespace
}  // namespace adv
