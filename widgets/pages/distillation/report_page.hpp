// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/distillation/report_session.hpp"
#include "widgets/pages/page.hpp"

class QCheckBox;
class QComboBox;
class QToolButton;

namespace adv {

class Card;
class ChoiceButtons;
class ElidingLabel;
class PageIntro;
class StopSlider;
class VerdictCard;

/// What a person sets on a page about the temperature, and can undo.
struct ReportSettings {
  int stop = -1;  ///< of the slider; negative: the last
  int view = 0;   ///< what the page's own switch chooses
  bool showsPublished = true;
  int pictures = 100;  ///< of a new measurement
  friend bool operator==(const ReportSettings&, const ReportSettings&) = default;
};

/// What the pages about the temperature share: the stored report and what is measured in its place, who made it, the
/// published values as a faint overlay, the axis T, and the buttons that measure again and cancel.
class ReportPage : public Page {
  Q_OBJECT
 public:
  bool isSettled() const override { return m_session.isSettled(); }
  void reset() override;
  void setPresenting(bool presenting) override;

 protected:
  struct Words {
    QString intro;  ///< at most three sentences
    QString source;
    QString card;   ///< title of the card with the figure
    QString again;  ///< what is measured: tooltip of the button
    QString axis;   ///< a move of the slider, in the undo menu
  };
  /// `counts` are the numbers of pictures to choose from; none where that is no question.
  ReportPage(const PageContext& context, Words words, ReportSettings example, const std::vector<int>& counts);
  /// At the end of a page's constructor: the figure goes on its card, what else there is below. All sliders move
  /// together; the first has the focus.
  void begin(QWidget* figure, const std::vector<StopSlider*>& sliders, QWidget* below, int figureStretch,
             int belowStretch);
  /// Lets `views` choose the settings' view; `what` stands in the undo menu.
  void addViews(ChoiceButtons* views, const QString& what);
  /// For a page without published values.
  void hidePublished();

  /// The report or what is chosen of it has changed.
  virtual void showReport() = 0;
  virtual std::vector<Request> questions() const = 0;
  /// How many pictures of what: of what is shown. Empty where nothing is.
  virtual QString measuredText() const = 0;

  void shownChanged(bool shown) override { m_session.setShown(shown); }
  const DistillationReport& report() const { return m_session.report(); }
  const ReportSettings& settings() const { return m_settings; }
  void edit(const ReportSettings& next, const QString& what);
  /// The chosen place among `count`.
  int stopOf(int count) const;
  Card* card() { return m_card; }
  VerdictCard* verdict() { return m_verdict; }
  /// Says that there is nothing yet, and how to get it.
  void showNothing();

  ExperimentModel& m_experiment;
  ReportSession m_session;

 private:
  void makeControls(const std::vector<int>& counts);
  void follow(StopSlider* slider);
  void put(const ReportSettings& settings);
  void showAll();
  void showBusy();
  QString originText() const;

  PageIntro* m_intro;
  VerdictCard* m_verdict;
  Card* m_card;
  ElidingLabel* m_origin;
  QCheckBox* m_published;
  QComboBox* m_pictures;
  QToolButton* m_measure;
  QString m_again;  ///< what the button does
  QToolButton* m_stored;
  ChoiceButtons* m_views = nullptr;
  QString m_axis;  ///< a move of the slider
  bool m_asksForPictures;
  bool m_hasPublished = true;
  ReportSettings m_example;
  ReportSettings m_settings;
  int m_gesture = 0;  ///< number of the drag under way; 0: none
  int m_lastGesture = 0;
};

}  // namespace adv
