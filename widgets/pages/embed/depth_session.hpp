// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>

#include "engine/api/embedding.hpp"
#include "engine/api/embedding_depth.hpp"
#include "engine/api/layers.hpp"
#include "widgets/experiment/experiment_model.hpp"
#include "widgets/pages/embed/question.hpp"

namespace adv {

class EmbedSession;

/// The layers of the network that judges, and how far clean and adversarial pictures are apart in each. Measured behind
/// everything else, with the experiment's attack, once the map has come to rest. Holds no widget.
class EmbedDepthSession : public QObject {
  Q_OBJECT
 public:
  EmbedDepthSession(EnginePort& engine, const EmbedSession& session, ExperimentModel& experiment,
                    QObject* parent = nullptr);

  /// First the picture, last the logits; empty where there is no network, or nothing is known yet.
  const std::vector<LayerInfo>& layers() const { return m_layers; }
  const std::optional<EmbeddingDepthReady>& ready() const { return m_ready; }
  bool isRunning() const { return m_question.isAsked(); }
  bool isSettled() const { return !m_question.isAsked() && !m_network.isAsked(); }

  void setShown(bool shown);
  /// The experiment's attack, on the network that judges.
  EmbeddingAttack attack() const;

 signals:
  void layersChanged();
  void depthChanged();
  void progressed(double done);
  void failed(const adv::Error& error);
  void settled();

 private:
  void onSetup();
  void measure();
  EmbeddingDepthRequest request() const;

  const EmbedSession& m_session;
  ExperimentModel& m_experiment;
  EmbedQuestion m_network;
  EmbedQuestion m_question;
  std::string m_layersOf;
  std::vector<LayerInfo> m_layers;
  std::optional<EmbeddingDepthRequest> m_asked;
  std::optional<EmbeddingDepthReady> m_ready;
  bool m_shown = false;
};

}  // namespace adv
