// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>
#include <string>
#include <vector>

#include "engine/api/describe.hpp"

class QListWidget;

namespace adv {

/// A button that opens a list in which any number of entries can be ticked.
class TickPicker : public QToolButton {
  Q_OBJECT
 public:
  struct Entry {
    QString id;
    QString title;
    QString help;
    bool enabled = true;
  };

  /// `name` is what there are several of: "Attacks".
  TickPicker(const QString& name, const std::vector<Entry>& entries, QWidget* parent = nullptr);
  /// No signal.
  void setChosen(const std::vector<std::string>& ids);
  std::vector<std::string> chosen() const;

 signals:
  void chosenChanged(const std::vector<std::string>& ids);

 private:
  void open();
  void showCount();

  QString m_name;
  QFrame* m_popup;
  QListWidget* m_list;
};

/// Entries made from the engine's own descriptions.
std::vector<TickPicker::Entry> entriesOf(const std::vector<AttackInfo>& attacks);
/// A network that is not there is grey and says why.
std::vector<TickPicker::Entry> entriesOf(const std::vector<ModelInfo>& models);

}  // namespace adv
