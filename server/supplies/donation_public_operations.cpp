#include <map>
#include <memory>
#include <utility>

#include "incidents/incident_view.hpp"
#include "supplies/donation_view.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/place_view.hpp"
#include "supplies/sources_operations.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using api::may;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kPage = 50;

/// Everything that is published passes through here: nothing sealed, no reasons, no accounts.
class PublicList {
 public:
  PublicList(store::Connection& db, const SourceParts& parts) : db_{db}, parts_{parts} {}

  [[nodiscard]] json entry(const Donation& donation) const {
    json out{{"number", donation.number},
             {"received_on", day_of(donation.received_at)},
             {"donor", or_null(donation.donor.shown_as)},
             {"earmark", earmark(donation.earmark)},
             {"gifts", json::array()},
             {"exceptions", json::array()}};
    for (const auto& gift : donation.gifts) out["gifts"].push_back(line(gift));
    for (const auto& one : donation.exceptions) {
      out["exceptions"].push_back({{"on", day_of(one.at)}, {"division", name_of(one.division)}});
    }
    return out;
  }

 private:
  [[nodiscard]] std::string name_of(const DivisionCode& division) const { return parts_.divisions.name_of(division); }

  [[nodiscard]] json earmark(const Earmark& wanted) const {
    json out{{"text", or_null(wanted.text)}, {"incident", nullptr}, {"division", nullptr}};
    if (wanted.division) out["division"] = name_of(*wanted.division);
    if (!wanted.incident) return out;
    if (const auto incident = incidents::find_incident(db_, *wanted.incident)) out["incident"] = incident->name;
    return out;
  }

  [[nodiscard]] json line(const Gift& gift) const {
    const auto* item = parts_.goods.find(gift.item);
    const auto name = item != nullptr ? item->name : Text{gift.item, gift.item};
    const auto unit = item != nullptr ? item->unit : Text{"件", "units"};
    return {{"name", {{"zh", name.zh}, {"en", name.en}}},
            {"unit", {{"zh", unit.zh}, {"en", unit.en}}},
            {"quantity", gift.quantity},
            {"where", where(gift)}};
  }

  /// What kind of place it is, and whose: a store is named by its division alone.
  [[nodiscard]] std::pair<std::string, std::string> kind_of(const Spot& at) const {
    const auto side = parse_side(at.place);
    if (!side) return {"in_store", name_of(find_place(db_, at.place).value().facts.division)};
    if (*side != Side::issued && *side != Side::household) return {at.place, ""};
    const auto division = DivisionCode::parse(at.bin);
    return {at.place, division ? name_of(*division) : ""};
  }

  [[nodiscard]] json where(const Gift& gift) const {
    std::map<std::pair<std::string, std::string>, Quantity> sums;
    for (const auto& [at, quantity] : whereabouts(db_, gift.batch)) sums[kind_of(at)] += quantity;
    auto out = json::array();
    for (const auto& [at, quantity] : sums) {
      const auto& [kind, division] = at;
      out.push_back({{"kind", kind}, {"division", division}, {"quantity", quantity}});
    }
    return out;
  }

  store::Connection& db_;
  const SourceParts& parts_;
};

Result<std::string> public_page(store::Connection& db, const SourceParts& parts, const json& params) {
  const auto limit = params.value("limit", kPage);
  const auto found = list_donations(db, {.before = params.value("before", INT64_MAX), .limit = limit});
  const PublicList list{db, parts};
  auto out = json::array();
  for (const auto& one : found) out.push_back(list.entry(one.donation));
  const bool full = static_cast<std::int64_t>(found.size()) == limit;
  return dump({{"donations", std::move(out)}, {"next", full ? json(found.back().ordinal) : json(nullptr)}});
}

}  // namespace

void declare_donation_public_operations(api::Registry& registry, const SourceParts& parts) {
  const auto limit = std::make_shared<access::RateLimit>(parts.public_limits);
  auto action = [parts, limit](api::ActionContext context) -> boost::asio::awaitable<Result<api::Reply>> {
    if (auto open = limit->take(context.remote, parts.clock()); !open) co_return fail(std::move(open.error()));
    auto page = [parts, params = std::move(context.params)](store::Connection& db) {
      return public_page(db, parts, params);
    };
    auto text = co_await parts.readers.run(std::move(page));
    if (!text) co_return fail(std::move(text.error()));
    co_return api::Reply{.json = std::move(*text)};
  };
  registry.add(
      api::Operation{.name = "donation.public",
                     .kind = api::Kind::action,
                     .summary = {"捐赠公示：收到什么、去了哪里，不含个人信息",
                                 "The public list of donations: what came in and where it went, without personal data"},
                     .params = Shape::object({may("before", version_shape(), "`next` of the page before"),
                                              may("limit", Shape::integer(1, kPage))}),
                     .open_to_strangers = true,
                     .http_only = true,
                     .action = std::move(action),
                     .reads_only = true});
}

}  // namespace anlan::supplies
