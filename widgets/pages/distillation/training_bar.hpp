// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>

#include "widgets/pages/distillation/session.hpp"

class QComboBox;
class QToolButton;

namespace adv {

class ElidingLabel;
class PictureStrip;

/// What is trained and how, the button that trains and pauses, and the pictures to look at.
class TrainingBar : public QWidget {
  Q_OBJECT
 public:
  explicit TrainingBar(DistillationSession& session, QWidget* parent = nullptr);
  void setPresenting(bool presenting);

 signals:
  /// A change by hand, with its name in the undo menu.
  void setupEdited(const adv::DistillationSetup& setup, const QString& what);

 private:
  void makeChoices();
  void makeButton();
  void edit(const std::function<void(DistillationSetup&)>& change, const QString& what);
  void chooseData();
  void press();
  void choosePicture(int index);
  void showSetup();
  void showTraining();
  void showPictures();
  QString stateText() const;

  DistillationSession& m_session;
  QComboBox* m_data;
  QComboBox* m_architecture;
  QComboBox* m_epochs;
  QToolButton* m_train;
  ElidingLabel* m_state;
  PictureStrip* m_pictures;
};

}  // namespace adv
