// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/experiment/experiment_model.hpp"
#include "widgets/pages/embed/question.hpp"

class QComboBox;
class QFormLayout;
class QToolButton;

namespace adv {

class EmbedDepthSession;
class EmbedSession;
class LogSlider;
struct EmbedSetup;

/// What is mapped: which pictures, how many, and as what: their pixels or a layer of a network.
class EmbedDataPanel : public QWidget {
  Q_OBJECT
 public:
  EmbedDataPanel(EnginePort& engine, EmbedSession& session, const EmbedDepthSession& depth, ExperimentModel& experiment,
                 QWidget* parent = nullptr);

  /// Looks whether MNIST is there; the first time only.
  void lookForMnist();

 private:
  void makeRows();
  void fillNetworks();
  void showSetup();
  void showLayers();
  void chooseData(int index);
  void chooseMnist();
  void followExperiment();

  EnginePort& m_engine;
  EmbedSession& m_session;
  const EmbedDepthSession& m_depth;
  ExperimentModel& m_experiment;
  EmbedQuestion m_mnistQuestion;
  std::string m_experimentModel;
  QToolButton* m_signs;
  QToolButton* m_mnist;
  QComboBox* m_data;
  QComboBox* m_network;
  QComboBox* m_layer;
  LogSlider* m_count;
  bool m_looked = false;
};

}  // namespace adv
