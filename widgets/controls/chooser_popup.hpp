// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QIcon>
#include <vector>

class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStandardItemModel;
class QVBoxLayout;

namespace adv {

/// A list with a search field, under a chip. What cannot be chosen is grey and says why.
class ChooserPopup : public QFrame {
  Q_OBJECT
 public:
  struct Choice {
    QString id;
    QString title;
    QString detail;
    bool enabled = true;
    QString whyNot;
    QIcon icon;
    QString group = {};  ///< a heading stands above the first of each group
  };

  explicit ChooserPopup(QWidget* parent = nullptr);
  void setChoices(const std::vector<Choice>& choices);
  void setCurrent(const QString& id);
  /// Below the list.
  void setFooter(QWidget* footer);
  void popupUnder(QWidget* anchor);
  void setFilter(const QString& text);
  /// Without headings.
  int shownCount() const;

 signals:
  void chosen(const QString& id);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void appendHeading(const QString& text);
  void chooseAt(const QModelIndex& index);

  QLineEdit* m_search;
  QListView* m_list;
  QStandardItemModel* m_choices;
  QSortFilterProxyModel* m_filtered;
  QVBoxLayout* m_layout;
};

}  // namespace adv
