// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace adv {

/// A part of the breadcrumb: a muted caption, the value, and a sign that it opens something.
class ChipButton : public QAbstractButton {
  Q_OBJECT
 public:
  explicit ChipButton(QWidget* parent = nullptr);
  void setCaption(const QString& caption);
  void setValue(const QString& value);
  const QString& value() const { return m_value; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  int fixedWidth() const;
  QFont captionFont() const;

  QString m_caption;
  QString m_value;
};

}  // namespace adv
