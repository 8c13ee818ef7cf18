#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "supplies/goods.hpp"
#include "supplies/movement.hpp"

namespace anlan::supplies {

// Which documents have another paper before them: nobody goes past a step that asks for a second office.

/// A gift comes in by its donation, which is published and binds to its earmark, and by no other document. Problem
/// `donation-unregistered` (409) for goods of a donor.
[[nodiscard]] Result<void> check_not_given(const std::string& source);

/// What somebody bought, gave, lent or had requisitioned keeps its own piles: the public list says where a gift is, a
/// loan goes back, and form A07 counts what the own budget paid for. Problem `other-origin` with the pointer.
[[nodiscard]] Result<void> check_origin(const std::string& source, const Batch& batch, const std::string& pointer);

/// A store of a county or above hands out on a 动用指令 (国粮应急规〔2023〕24号: whoever keeps goods does not decide on
/// their use); points of townships and villages hand out directly. Problem `needs-order` without its number.
[[nodiscard]] Result<void> check_ordered(const Place& place, const std::optional<std::string>& document);

/// What is used again is cleaned and graded before it is stock: it comes back as a recovery. Problem `needs-grading`
/// with the pointer.
[[nodiscard]] Result<void> check_unused(const Item& item, const std::string& pointer);

}  // namespace anlan::supplies
