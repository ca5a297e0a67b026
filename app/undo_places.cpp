// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/undo_places.hpp"

#include <QUndoStack>
#include <utility>

namespace adv {

UndoPlaces::UndoPlaces(QUndoStack& stack, std::function<int()> place, QObject* parent)
    : QObject(parent), m_stack(stack), m_place(std::move(place)) {
  connect(&stack, &QUndoStack::indexChanged, this, &UndoPlaces::follow);
}

void UndoPlaces::follow(int index) {
  const int before = std::exchange(m_index, index);
  if (index < before) {
    if (m_stack.count() == 0) return m_changes.clear();
    return emit placeWanted(m_changes[static_cast<std::size_t>(index)].place);
  }
  if (index == 0) return;
  const auto last = static_cast<std::size_t>(index) - 1;
  const QUndoCommand* const command = m_stack.command(static_cast<int>(last));
  if (last < m_changes.size() && m_changes[last].command == command) return emit placeWanted(m_changes[last].place);
  // A full stack drops its oldest change for the new one, and its index stays.
  if (index == before) m_changes.erase(m_changes.begin());
  m_changes.resize(last);
  m_changes.push_back({command, m_place()});
}

}  // namespace adv
