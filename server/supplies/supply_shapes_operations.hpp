#pragma once

#include "access/role.hpp"
#include "api/operation.hpp"
#include "supplies/place.hpp"

namespace anlan::supplies {

/// Who reads stores and stock: everybody who asks for goods, moves them, decides on them or audits them.
inline constexpr access::RoleSet kReaders{
    access::Role::township_clerk,   access::Role::county_duty, access::Role::city_duty, access::Role::leader,
    access::Role::warehouse_keeper, access::Role::dispatcher,  access::Role::auditor};
/// Who works in the office that orders the use of goods.
inline constexpr access::RoleSet kUserOffice{access::Role::dispatcher, access::Role::leader};

inline constexpr std::size_t kLongestReason = 500;

[[nodiscard]] api::Shape tier_shape();
[[nodiscard]] api::Shape bin_shape();
/// A calendar day; the rules check that there is such a day.
[[nodiscard]] api::Shape day_shape();
[[nodiscard]] api::Shape version_shape();
[[nodiscard]] api::Shape office_shape();
/// What comes in, of a known batch or of one that comes into being: what `fill_receive` reads.
[[nodiscard]] api::Shape received_lines_shape();
[[nodiscard]] api::Shape movement_shape();
/// The answer of every command that writes a document: {movement, recalculated}.
[[nodiscard]] api::Shape posted_shape();

/// A scope: where the place of a parameter stands.
[[nodiscard]] Result<DivisionCode> division_of_place(store::Connection& db, const nlohmann::json& params);

}  // namespace anlan::supplies
