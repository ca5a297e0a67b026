// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QUndoCommand>
#include <functional>
#include <utility>

namespace adv {

/// One edit of a page by hand: undo puts its state back, redo forth again. Edits of one gesture of one owner are one
/// step. Does nothing once the owner is gone.
template <class State>
class EditCommand : public QUndoCommand {
 public:
  using Apply = std::function<void(const State&)>;

  /// `gesture` numbers the drag under way; 0 where the edit stands alone.
  EditCommand(const QString& text, QObject* owner, State before, State after, Apply apply, int gesture)
      : QUndoCommand(text),
        m_owner(owner),
        m_before(std::move(before)),
        m_after(std::move(after)),
        m_apply(std::move(apply)),
        m_gesture(gesture) {}

  int id() const override { return kId; }
  void undo() override { put(m_before); }
  void redo() override { put(m_after); }
  bool mergeWith(const QUndoCommand* other) override {
    const auto* next = dynamic_cast<const EditCommand*>(other);
    if (!next || m_gesture == 0 || next->m_gesture != m_gesture || next->m_owner != m_owner) return false;
    m_after = next->m_after;
    return true;
  }

 private:
  static constexpr int kId = 0x5e7;

  void put(const State& state) {
    if (m_owner) m_apply(state);
  }

  QPointer<QObject> m_owner;
  State m_before;
  State m_after;
  Apply m_apply;
  int m_gesture;
};

}  // namespace adv
