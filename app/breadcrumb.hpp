// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "widgets/engine_port.hpp"
#include "widgets/experiment/experiment_model.hpp"

namespace adv {

class ChipButton;
class ChooserPopup;
class ImageChooser;

/// Image › Model › Attack › Label › Target: the whole experiment, each part a chip that opens its chooser.
class Breadcrumb : public QWidget {
  Q_OBJECT
 public:
  Breadcrumb(EnginePort& engine, ExperimentModel& experiment, QWidget* parent = nullptr);

  /// The network in use, once it is loaded.
  const std::optional<ModelInfo>& model() const { return m_model; }
  void openImageChooser();

 signals:
  void modelChosen(const QString& id);
  void openImageWanted();
  void openModelWanted();
  void pasteWanted();
  void drawWanted();

 private:
  void onEvent(const Event& event);
  void refresh();
  void chooseModel();
  void chooseAttack();
  void chooseClass(ChipButton* chip, const QString& automaticTitle, std::optional<int> current,
                   void (ExperimentModel::*set)(std::optional<int>));
  QString labelText() const;
  QString classText(int index) const;

  EnginePort& m_engine;
  ExperimentModel& m_experiment;
  ChipButton* m_imageChip;
  ChipButton* m_modelChip;
  ChipButton* m_attackChip;
  ChipButton* m_labelChip;
  ChipButton* m_targetChip;
  ImageChooser* m_imageChooser;
  ChooserPopup* m_chooser;
  std::optional<ModelInfo> m_model;
  std::optional<Predicted> m_clean;
};

}  // namespace adv
