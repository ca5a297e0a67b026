// SPDX-License-Identifier: GPL-3.0-or-later
// The opcodes are those that Python's pickler writes in protocol 2 (PEP 307 and Lib/pickletools.py).
#include "engine/models/pickle.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "engine/api/error.hpp"

namespace adv {
namespace {

constexpr std::size_t kMostValues = 4'000'000;
constexpr std::size_t kDeepestStack = 1'000'000;
constexpr std::size_t kMostMarks = 1'000;
constexpr std::size_t kLargestMemo = 4'000'000;

bool isAllowed(const PickleGlobal& global) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kAllowed{{
      {"collections", "OrderedDict"},
      {"torch._utils", "_rebuild_tensor"},
      {"torch._utils", "_rebuild_tensor_v2"},
      {"torch._utils", "_rebuild_parameter"},
  }};
  if (global.module == "torch" && storedTypeOfStorage(global.name)) return true;
  return std::find(kAllowed.begin(), kAllowed.end(),
                   std::pair<std::string_view, std::string_view>(global.module, global.name)) != kAllowed.end();
}

}  // namespace

PickleReader::PickleReader(std::string_view bytes, std::string file, std::size_t position)
    : m_bytes(bytes), m_file(std::move(file)), m_position(position) {}

void PickleReader::refuse(const std::string& reason) const {
  throw userFailure(m_file + ": " + reason + ".",
                    "Save the weights with torch.save(model.state_dict(), file), or as .safetensors.");
}

void PickleReader::refuseKind(const std::string& expected) const {
  refuse("its pickle has something else where there should be " + expected);
}

const PickleValue& PickleReader::read() {
  constexpr unsigned char kStop = '.';
  m_stack.clear();
  m_marks.clear();
  m_memo.clear();
  while (true) {
    const auto opcode = static_cast<unsigned char>(take(1).front());
    if (opcode == kStop) break;
    step(opcode);
    if (m_stack.size() > kDeepestStack || m_marks.size() > kMostMarks || m_values.size() > kMostValues) {
      refuse("its pickle is larger or nested deeper than any list of weights");
    }
  }
  return *pop();
}

void PickleReader::step(unsigned char opcode) {
  if (stepScalar(opcode) || stepContainer(opcode) || stepMemo(opcode)) return;
  switch (opcode) {
    case 0x80: {  // PROTO
      const auto protocol = number(1);
      if (protocol != 2) refuse("its pickle has protocol " + std::to_string(protocol) + "; only protocol 2 is read");
      return;
    }
    case 'c': return global();
    case 'R': return reduce();
    case 'b': return build();
    case 'Q': return persistent();
    default:
      refuse("its pickle holds the instruction " + std::to_string(opcode) + " at byte " +
             std::to_string(m_position - 1) + ", which no list of weights needs");
  }
}

bool PickleReader::stepScalar(unsigned char opcode) {
  switch (opcode) {
    case 'N': push(std::monostate{}); return true;
    case 0x88: push(true); return true;
    case 0x89: push(false); return true;
    case 'K': push(static_cast<std::int64_t>(number(1))); return true;
    case 'M': push(static_cast<std::int64_t>(number(2))); return true;
    case 'J': push(static_cast<std::int64_t>(static_cast<std::int32_t>(number(4)))); return true;
    case 0x8a: push(longNumber(number(1))); return true;
    case 'G': {  // BINFLOAT is big-endian
      std::uint64_t bits = 0;
      for (const char byte : take(8)) bits = bits << 8 | static_cast<unsigned char>(byte);
      push(std::bit_cast<double>(bits));
      return true;
    }
    case 'U': push(std::string(take(number(1)))); return true;
    case 'X':
    case 'T': push(std::string(take(number(4)))); return true;
    default: return false;
  }
}

bool PickleReader::stepContainer(unsigned char opcode) {
  const auto tupleOf = [&](std::size_t count) {
    PickleItems items(count);
    for (std::size_t i = count; i > 0; --i) items[i - 1] = pop();
    push(PickleTuple{std::move(items)});
  };
  switch (opcode) {
    case '(': m_marks.push_back(m_stack.size()); return true;
    case ')': push(PickleTuple{}); return true;
    case 't': push(PickleTuple{popToMark()}); return true;
    case 0x85: tupleOf(1); return true;
    case 0x86: tupleOf(2); return true;
    case 0x87: tupleOf(3); return true;
    case ']': push(PickleList{}); return true;
    case 'a': {
      const PickleValue* item = pop();
      topAs<PickleList>("a list").items.push_back(item);
      return true;
    }
    case 'e': {
      const PickleItems items = popToMark();
      PickleList& list = topAs<PickleList>("a list");
      list.items.insert(list.items.end(), items.begin(), items.end());
      return true;
    }
    case '}': push(PickleDict{}); return true;
    case 's': {
      const PickleValue* item = pop();
      const PickleValue* key = pop();
      topAs<PickleDict>("a dictionary").entries.emplace_back(key, item);
      return true;
    }
    case 'u': {
      const PickleItems items = popToMark();
      if (items.size() % 2 != 0) refuse("its pickle sets a name without a value");
      PickleDict& dict = topAs<PickleDict>("a dictionary");
      for (std::size_t i = 0; i < items.size(); i += 2) dict.entries.emplace_back(items[i], items[i + 1]);
      return true;
    }
    default: return false;
  }
}

bool PickleReader::stepMemo(unsigned char opcode) {
  switch (opcode) {
    case 'q': remember(number(1)); return true;
    case 'r': remember(number(4)); return true;
    case 'h': recall(number(1)); return true;
    case 'j': recall(number(4)); return true;
    default: return false;
  }
}

void PickleReader::global() {
  PickleGlobal global;
  global.module = line();
  global.name = line();
  if (!isAllowed(global)) refuse("the file asks for " + global.text() + "; only plain tensors are read");
  push(std::move(global));
}

void PickleReader::reduce() {
  const PickleTuple arguments = as<PickleTuple>(pop(), "the arguments of a call");
  const PickleGlobal callee = as<PickleGlobal>(pop(), "the function of a call");
  if (callee.name == "OrderedDict") {
    if (!arguments.items.empty()) refuse("it fills an OrderedDict in a way that is not read");
    push(PickleDict{});
  } else if (callee.name == "_rebuild_parameter") {
    if (arguments.items.empty()) refuse("a parameter lacks its tensor");
    push(as<PickleTensor>(arguments.items[0], "the tensor of a parameter"));
  } else if (callee.module == "torch._utils") {
    push(tensorFrom(arguments));
  } else {
    refuse("it calls " + callee.text() + ", which is no function");
  }
}

PickleTensor PickleReader::tensorFrom(const PickleTuple& arguments) const {
  if (arguments.items.size() < 4) refuse("a tensor lacks its storage, offset, size or stride");
  PickleTensor tensor;
  tensor.storage = as<PickleStorage>(arguments.items[0], "the storage of a tensor");
  tensor.offset = as<std::int64_t>(arguments.items[1], "the offset of a tensor");
  tensor.sizes = extents(arguments.items[2], "the size of a tensor");
  tensor.strides = extents(arguments.items[3], "the stride of a tensor");
  return tensor;
}

void PickleReader::build() {
  pop();  // the attributes of an OrderedDict, such as _metadata: nothing that a network needs
  topAs<PickleDict>("an OrderedDict that takes attributes");
}

void PickleReader::persistent() {
  const PickleTuple id = as<PickleTuple>(pop(), "the id of a storage");
  if (id.items.size() < 5) refuse("the id of a storage is too short");
  if (const auto& kind = as<std::string>(id.items[0], "the kind of a stored object"); kind != "storage") {
    refuse("the file refers to a stored \"" + kind + "\"; only plain tensors are read");
  }
  const auto& storageClass = as<PickleGlobal>(id.items[1], "the class of a storage");
  PickleStorage storage;
  storage.type = storedTypeOfStorage(storageClass.name);
  if (!storage.type) refuse(storageClass.text() + " is no class of storage");
  storage.key = as<std::string>(id.items[2], "the key of a storage");
  storage.elements = as<std::int64_t>(id.items[4], "the length of a storage");
  storage.viewElements = storage.elements;
  if (id.items.size() > 5 && !id.items[5]->as<std::monostate>()) {
    const PickleTuple& view = as<PickleTuple>(id.items[5], "the view of a storage");
    if (view.items.size() != 3) refuse("the view of a storage is not (key, offset, length)");
    storage.viewOffset = as<std::int64_t>(view.items[1], "the offset of a view");
    storage.viewElements = as<std::int64_t>(view.items[2], "the length of a view");
  }
  push(std::move(storage));
}

std::string_view PickleReader::take(std::size_t count) {
  if (count > m_bytes.size() - m_position) refuse("its pickle is cut short");
  const std::string_view taken = m_bytes.substr(m_position, count);
  m_position += count;
  return taken;
}

std::uint64_t PickleReader::number(std::size_t bytes) {
  const std::string_view taken = take(bytes);
  std::uint64_t value = 0;
  for (std::size_t i = bytes; i > 0; --i) value = value << 8 | static_cast<unsigned char>(taken[i - 1]);
  return value;
}

std::int64_t PickleReader::longNumber(std::size_t bytes) {
  if (bytes > 8) refuse("its pickle holds a whole number of " + std::to_string(bytes) + " bytes");
  if (bytes == 0) return 0;
  const std::uint64_t value = number(bytes);
  const auto unused = static_cast<int>(64 - 8 * bytes);
  return static_cast<std::int64_t>(value << unused) >> unused;  // keeps the sign of two's complement
}

std::string PickleReader::line() {
  const std::size_t end = m_bytes.find('\n', m_position);
  if (end == std::string_view::npos || end - m_position > 1000) refuse("its pickle names a class without an end");
  const std::string text(take(end - m_position));
  take(1);
  return text;
}

PickleValue* PickleReader::make(decltype(PickleValue::value) value) {
  return &m_values.emplace_back(PickleValue{std::move(value)});
}

void PickleReader::push(decltype(PickleValue::value) value) { m_stack.push_back(make(std::move(value))); }

PickleValue* PickleReader::pop() {
  if (m_stack.empty() || (!m_marks.empty() && m_stack.size() <= m_marks.back()))
    refuse("its pickle takes more than it holds");
  PickleValue* value = m_stack.back();
  m_stack.pop_back();
  return value;
}

PickleItems PickleReader::popToMark() {
  if (m_marks.empty()) refuse("its pickle ends a group that it did not begin");
  const auto begin = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
  const PickleItems items(begin, m_stack.end());
  m_stack.erase(begin, m_stack.end());
  m_marks.pop_back();
  return items;
}

void PickleReader::remember(std::size_t index) {
  if (m_stack.empty()) refuse("its pickle remembers nothing");
  if (index >= kLargestMemo) refuse("its pickle remembers more than any list of weights");
  if (index >= m_memo.size()) m_memo.resize(index + 1, nullptr);
  m_memo[index] = m_stack.back();
}

void PickleReader::recall(std::size_t index) {
  if (index >= m_memo.size() || !m_memo[index]) refuse("its pickle recalls what it never remembered");
  m_stack.push_back(m_memo[index]);
}

template <class T>
T& PickleReader::topAs(const char* what) {
  T* top = m_stack.empty() ? nullptr : std::get_if<T>(&m_stack.back()->value);
  if (!top) refuseKind(what);
  return *top;
}

template <class T>
const T& PickleReader::as(const PickleValue* value, const char* what) const {
  const T* held = value->as<T>();
  if (!held) refuseKind(what);
  return *held;
}

std::vector<std::int64_t> PickleReader::extents(const PickleValue* value, const char* what) const {
  std::vector<std::int64_t> numbers;
  for (const PickleValue* item : as<PickleTuple>(value, what).items) numbers.push_back(as<std::int64_t>(item, what));
  return numbers;
}

}  // namespace adv
