// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace adv {

/// Whose fault a failure is; decides how the window words it.
enum class ErrorKind {
  User,      ///< a bad file, a wrong size, an unknown name: the message says what to do
  Resource,  ///< out of memory, most often on the GPU: the window offers to go on with the CPU
  Library,   ///< something below us failed: a short message on screen, the rest in the log
};

/// A failure in words that a person can act on: `message` says what is wrong, `advice` what to do.
struct Error {
  ErrorKind kind = ErrorKind::Library;
  std::string message;
  std::string advice;

  /// Both sentences on one line.
  std::string text() const { return advice.empty() ? message : message + " " + advice; }
};

/// The one exception type of the project; caught once, around `Job::step()`.
class Failure : public std::runtime_error {
 public:
  explicit Failure(Error error) : std::runtime_error(error.text()), m_error(std::move(error)) {}
  const Error& error() const { return m_error; }

 private:
  Error m_error;
};

/// Shorthand for a failure that the user can mend.
inline Failure userFailure(std::string message, std::string advice = {}) {
  return Failure({ErrorKind::User, std::move(message), std::move(advice)});
}

}  // namespace adv
