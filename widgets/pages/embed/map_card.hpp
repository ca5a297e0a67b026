// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/maps/map_colouring.hpp"

class QCheckBox;
class QComboBox;
class QScrollArea;
class QToolButton;

namespace adv {

class EmbeddingMap;
class EmbedFacts;
class EmbedPathsSession;
class EmbedSession;
class MapLegend;

/// The map itself, with what its colours say.
class EmbedMapCard : public Card {
  Q_OBJECT
 public:
  EmbedMapCard(EmbedSession& session, EmbedFacts& facts, const EmbedPathsSession& paths, QWidget* parent = nullptr);

  EmbeddingMap* map() const { return m_map; }
  /// What is mapped, in a line.
  QString subtitle() const;
  const MapColouring& colouring() const;
  const std::vector<bool>& hidden() const;
  /// The way to colour, and shapes, as they are remembered.
  QString colourBy() const;
  void setColourBy(const QString& what, bool shapes);
  bool hasShapes() const;
  /// For buttons of the page.
  void addAction(QWidget* button);
  void setPresenting(bool presenting);

 private:
  void makeActions();
  void arrange();
  void showItems();
  void showColours();
  MapColouring wantedColouring() const;

  EmbedSession& m_session;
  EmbedFacts& m_facts;
  const EmbedPathsSession& m_paths;
  EmbeddingMap* m_map;
  MapLegend* m_legend;
  QScrollArea* m_legendArea;
  QComboBox* m_colour;
  QCheckBox* m_shapes;
  QToolButton* m_lasso;
};

}  // namespace adv
