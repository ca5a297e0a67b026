// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/models/tensor_bytes.hpp"

namespace adv {

struct PickleValue;
using PickleItems = std::vector<const PickleValue*>;

/// A class or function that the pickle names; only those on the reader's list come into being.
struct PickleGlobal {
  std::string module;
  std::string name;
  std::string text() const { return module + "." + name; }
};
struct PickleTuple {
  PickleItems items;
};
struct PickleList {
  PickleItems items;
};
struct PickleDict {
  std::vector<std::pair<const PickleValue*, const PickleValue*>> entries;
};
/// A storage that lies elsewhere in the file.
struct PickleStorage {
  const StoredType* type = nullptr;
  std::string key;
  std::int64_t elements = 0;
  std::int64_t viewOffset = 0;    ///< where it is a view: its first element in the storage `key`
  std::int64_t viewElements = 0;  ///< where it is no view: `elements`
};
/// A tensor laid out over a storage; offset and strides count elements and are not yet checked.
struct PickleTensor {
  PickleStorage storage;
  std::int64_t offset = 0;
  std::vector<std::int64_t> sizes;
  std::vector<std::int64_t> strides;
};

struct PickleValue {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, PickleTuple, PickleList, PickleDict,
               PickleGlobal, PickleStorage, PickleTensor>
      value;

  template <class T>
  const T* as() const {
    return std::get_if<T>(&value);
  }
};

/// Reads pickles of protocol 2 that hold plain data and tensors. It builds values and calls nothing: a class or
/// function outside a short list is refused by name. What it returns lives as long as the reader.
class PickleReader {
 public:
  /// `bytes` must outlive the reader; `file` names it in messages.
  PickleReader(std::string_view bytes, std::string file, std::size_t position = 0);

  /// The next pickle.
  const PickleValue& read();
  /// The byte after the last pickle that was read.
  std::size_t position() const { return m_position; }

 private:
  using Stack = std::vector<PickleValue*>;

  void step(unsigned char opcode);
  bool stepScalar(unsigned char opcode);
  bool stepContainer(unsigned char opcode);
  bool stepMemo(unsigned char opcode);
  void global();
  void reduce();
  void build();
  void persistent();
  PickleTensor tensorFrom(const PickleTuple& arguments) const;

  std::string_view take(std::size_t count);
  std::uint64_t number(std::size_t bytes);
  std::int64_t longNumber(std::size_t bytes);
  std::string line();
  PickleValue* make(decltype(PickleValue::value) value);
  void push(decltype(PickleValue::value) value);
  PickleValue* pop();
  PickleItems popToMark();
  void remember(std::size_t index);
  void recall(std::size_t index);
  template <class T>
  T& topAs(const char* what);
  template <class T>
  const T& as(const PickleValue* value, const char* what) const;
  std::vector<std::int64_t> extents(const PickleValue* value, const char* what) const;
  [[noreturn]] void refuse(const std::string& reason) const;
  [[noreturn]] void refuseKind(const std::string& expected) const;

  std::string_view m_bytes;
  std::string m_file;
  std::size_t m_position;
  std::deque<PickleValue> m_values;
  Stack m_stack;
  std::vector<std::size_t> m_marks;
  std::vector<PickleValue*> m_memo;
};

}  // namespace adv
