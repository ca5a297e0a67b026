// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>
#include <vector>

class QUndoCommand;
class QUndoStack;

namespace adv {

/// Remembers on which page each change was made: undo and redo go there, so that nothing changes out of sight.
class UndoPlaces : public QObject {
  Q_OBJECT
 public:
  /// `place` says which page is shown now; `stack` must outlive this.
  UndoPlaces(QUndoStack& stack, std::function<int()> place, QObject* parent = nullptr);

 signals:
  void placeWanted(int place);

 private:
  struct Change {
    const QUndoCommand* command;  ///< compared only
    int place;
  };

  void follow(int index);

  QUndoStack& m_stack;
  std::function<int()> m_place;
  std::vector<Change> m_changes;  ///< in the order of the stack
  int m_index = 0;
};

}  // namespace adv
