// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <list>
#include <unordered_map>
#include <utility>

namespace adv {

/// Keeps the `capacity` most recently used values.
template <class Key, class Value>
class Lru {
 public:
  explicit Lru(std::size_t capacity) : m_capacity(capacity) {}

  /// The value, now the most recent one; null where it is not kept.
  Value* find(const Key& key) {
    const auto found = m_index.find(key);
    if (found == m_index.end()) return nullptr;
    m_entries.splice(m_entries.begin(), m_entries, found->second);
    return &m_entries.front().second;
  }

  Value& insert(const Key& key, Value value) {
    if (Value* known = find(key)) return *known = std::move(value);
    m_entries.emplace_front(key, std::move(value));
    m_index[key] = m_entries.begin();
    if (m_entries.size() > m_capacity) {
      m_index.erase(m_entries.back().first);
      m_entries.pop_back();
    }
    return m_entries.front().second;
  }

  std::size_t size() const { return m_entries.size(); }
  void clear() {
    m_index.clear();
    m_entries.clear();
  }

 private:
  using Entries = std::list<std::pair<Key, Value>>;
  std::size_t m_capacity;
  Entries m_entries;
  std::unordered_map<Key, typename Entries::iterator> m_index;
};

}  // namespace adv
