// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/layers/session.hpp"

class QCheckBox;
class QComboBox;
class QLabel;
class QScrollBar;
class QStackedWidget;
class QToolButton;

namespace adv {

class ColumnView;
class MapStrip;
class MapZoom;
class UnitBars;

/// What is inside the chosen layer: its feature maps side by side, one of them in large, or the bars of its features.
class MapsCard : public Card {
  Q_OBJECT
 public:
  explicit MapsCard(LayersSession& session, QWidget* parent = nullptr);
  void setPresenting(bool presenting);
  void reset();

 private:
  void makeControls();
  void makeViews();
  void showMaps();
  void showLayer();
  void showPages();
  void showPosition();
  /// The view that has columns; null while one channel is in large.
  ColumnView* columns() const;
  void turnPage(int by);
  void zoom(int place);

  LayersSession& m_session;
  MapStrip* m_strip;
  MapZoom* m_zoom;
  UnitBars* m_bars;
  QStackedWidget* m_views;
  QScrollBar* m_scroll;
  QLabel* m_readout;
  QComboBox* m_order;
  QCheckBox* m_wholeLayer;
  QToolButton* m_previous;
  QToolButton* m_next;
  QLabel* m_page;
  bool m_isPresenting = false;
};

}  // namespace adv
