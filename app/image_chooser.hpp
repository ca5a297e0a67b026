// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <vector>

#include "widgets/engine_port.hpp"

class QComboBox;
class QLabel;
class QListWidget;
class QToolButton;

namespace adv {

/// Where pictures come from: a file, the clipboard, a drawing, the drawn signs, photographs, samples of a data set.
class ImageChooser : public QFrame {
  Q_OBJECT
 public:
  explicit ImageChooser(EnginePort& engine, QWidget* parent = nullptr);
  /// Opens under a widget; `samples` is the data set that fits the present network, `canDraw` whether a drawing does.
  void popupUnder(QWidget* anchor, const QString& samples, bool canDraw);

 signals:
  void imageChosen(const adv::ImageSource& image);
  void openWanted();
  void pasteWanted();
  void drawWanted();

 private:
  void ask(bool anew);
  void onEvent(const Event& event);
  void fill(const GalleryReady& ready);

  EnginePort& m_engine;
  QComboBox* m_sources;
  QListWidget* m_list;
  QLabel* m_empty;
  QToolButton* m_draw;
  QToolButton* m_another;
  Ticket m_ticket = 0;
  std::uint64_t m_sample = 1;
  std::vector<GalleryItem> m_items;
};

}  // namespace adv
