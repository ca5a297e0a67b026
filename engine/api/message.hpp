// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <any>
#include <concepts>
#include <typeindex>
#include <utility>

namespace adv {

/// One value of any kind: a struct of a header in engine/api, so that a feature brings its own and nothing central is
/// told of it. `Tag` keeps questions and answers apart.
template <class Tag>
class Message {
 public:
  template <class T>
  requires(!std::same_as<T, Message>) Message(T value) : m_value(std::move(value)) {}

  template <class T>
  bool is() const {
    return m_value.type() == typeid(T);
  }
  /// Null where the value is of another kind.
  template <class T>
  const T* as() const {
    return std::any_cast<T>(&m_value);
  }
  template <class T>
  T* as() {
    return std::any_cast<T>(&m_value);
  }
  /// Throws `std::bad_any_cast` where the value is of another kind.
  template <class T>
  const T& get() const {
    return std::any_cast<const T&>(m_value);
  }
  std::type_index kind() const { return m_value.type(); }

 private:
  std::any m_value;
};

/// A question to the engine: any struct that a job is registered for.
using Request = Message<struct RequestTag>;
/// An answer of the engine.
using Payload = Message<struct PayloadTag>;

}  // namespace adv
