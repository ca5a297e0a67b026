// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "engine/api/image.hpp"

namespace adv {

/// Pictures to choose from, by a click or the arrow keys: a row, or more where there is room. Those that do not fit are
/// left out.
class PictureStrip : public QWidget {
  Q_OBJECT
 public:
  struct Entry {
    ImagePtr picture;  ///< null while it is awaited
    QString caption;   ///< below it; without captions pictures take all the height
    QString help;
  };

  explicit PictureStrip(QWidget* parent = nullptr);
  void setEntries(std::vector<Entry> entries);
  const std::vector<Entry>& entries() const { return m_entries; }
  /// −1 for none; no signal.
  void setChosen(int index);
  int chosen() const { return m_chosen; }
  /// Instead of pictures, while there are none.
  void setEmptyText(const QString& text);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 signals:
  void pictureChosen(int index);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  int captionHeight() const;
  int side() const;
  int columns() const;
  int shownCount() const;
  QRect placeOf(int index) const;
  int indexAt(QPoint point) const;
  void choose(int index);

  std::vector<Entry> m_entries;
  int m_chosen = -1;
  QString m_emptyText;
};

}  // namespace adv
