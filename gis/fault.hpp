#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace anlan::gis {

/// Why something was refused. The texts are shown to people and say what to do next; `code` is a stable slug.
struct Fault {
  std::string code;
  std::string zh;
  std::string en;

  friend bool operator==(const Fault&, const Fault&) = default;
};

/// A value, or the fault the user has to hear about.
template <class T>
using Result = tl::expected<T, Fault>;

[[nodiscard]] inline tl::unexpected<Fault> fail(std::string code, std::string zh, std::string en) {
  return tl::unexpected<Fault>(Fault{std::move(code), std::move(zh), std::move(en)});
}

}  // namespace anlan::gis
