// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>
#include <optional>

#include "engine/api/embedding_colours.hpp"
#include "engine/api/embedding_pictures.hpp"
#include "widgets/pages/embed/question.hpp"

namespace adv {

class EmbedSession;

/// What is known of the points besides their places: their pictures, what the network says of them, and how little
/// fools it. Asked for behind everything else, and kept while the points stay the same. Holds no widget.
class EmbedFacts : public QObject {
  Q_OBJECT
 public:
  EmbedFacts(EnginePort& engine, const EmbedSession& session, QObject* parent = nullptr);

  /// Null where they are not known yet.
  const std::shared_ptr<const EmbeddingPictures>& pictures() const { return m_pictures; }
  /// Of the network that judges: from the map itself where it went through that network.
  const std::shared_ptr<const EmbeddingPredictions>& predictions() const { return m_predictions; }
  const std::shared_ptr<const EmbeddingRobustness>& robustness() const { return m_robustness; }
  /// Levels up to which the smallest ε is looked for; 0 where nothing is known.
  int mostLevels() const { return m_mostLevels; }
  bool isMeasuring() const { return m_robustnessQuestion.isAsked(); }
  bool isSettled() const;

  void setShown(bool shown);
  /// Finds the smallest ε that fools, for all points, unless it is known.
  void measureRobustness();

 signals:
  void picturesChanged();
  void predictionsChanged();
  void robustnessChanged();
  void measured(double done);
  void failed(const adv::Error& error);
  void settled();

 private:
  void onItems();
  void ask();
  void forget();
  void takePredictions();
  void onRobustness(const Payload& payload);

  EnginePort& m_engine;
  const EmbedSession& m_session;
  EmbedQuestion m_pictureQuestion;
  EmbedQuestion m_predictionQuestion;
  EmbedQuestion m_robustnessQuestion;
  EmbeddingSource m_points;  ///< that all this is about
  std::string m_network;
  std::shared_ptr<const EmbeddingPictures> m_pictures;
  std::shared_ptr<const EmbeddingPredictions> m_predictions;
  std::shared_ptr<const EmbeddingRobustness> m_robustness;
  int m_mostLevels = 0;
  bool m_shown = false;
};

}  // namespace adv
