#include <utility>

#include "access/personal.hpp"
#include "base/uuid.hpp"
#include "journal/journal.hpp"
#include "journal/reading.hpp"
#include "supplies/donation_entries.hpp"
#include "supplies/donation_rules.hpp"
#include "supplies/donation_view.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/movement_entries.hpp"
#include "supplies/movement_filling.hpp"
#include "supplies/place_rules.hpp"
#include "supplies/posting.hpp"
#include "supplies/sources_contact.hpp"
#include "supplies/sources_operations.hpp"
#include "supplies/sources_personal.hpp"
#include "supplies/supply_personal_operations.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using access::Role;
using access::RoleSet;
using api::CommandContext;
using api::Field;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

/// Who may ask whom to thank.
constexpr RoleSet kAskingDonors{Role::warehouse_keeper, Role::dispatcher, Role::leader};
constexpr std::int64_t kPage = 100;

json standing_json(store::Connection& db, const std::string& batch) {
  auto out = json::array();
  for (const auto& [at, quantity] : whereabouts(db, batch)) {
    out.push_back({{"place", at.place}, {"bin", at.bin}, {"quantity", quantity}});
  }
  return out;
}

/// With the donor masked, and where each line is by now.
json donation_wire(store::Connection& db, const access::KeyRing& keys, const Donation& donation) {
  auto out = donation_json(donation);
  out["version"] = donation.version;
  out["donor"]["name"] = masked(keys, donation.donor.name, access::mask_name);
  out["donor"]["phone"] = masked(keys, donation.donor.phone, access::mask_phone);
  for (auto& gift : out["gifts"]) gift["where"] = standing_json(db, text_at(gift, "batch"));
  return out;
}

/// The fact beside what moved with it, if anything did.
api::Decision stated(const SourceParts& parts, std::string_view type, const Donation& donation,
                     std::vector<journal::Draft> moved = {}) {
  api::Decision decision;
  decision.entries = std::move(moved);
  decision.entries.push_back(donation_fact(type, donation));
  decision.answer = [&keys = parts.keys, id = donation.donation](store::Connection& db,
                                                                 const std::vector<journal::Entry>&) {
    return json{{"donation", donation_wire(db, keys, find_donation(db, id).value())}};
  };
  return decision;
}

/// `known` is the donor as recorded, whose contact stays when nothing is said about it.
Result<Donor> donor_in(const SourceParts& parts, const json& said, Donor known = {}) {
  known.kind = parse_donor_kind(text_at(said, "kind")).value();
  known.shown_as = optional_at<std::string>(said, "shown_as");
  if (said.contains("contact")) {
    auto contact = sealed_contact(parts.keys, said, "contact");
    if (!contact) return fail(std::move(contact.error()));
    known.name = std::move(contact->name);
    known.phone = std::move(contact->phone);
  }
  return check_donor(known).map([&] { return std::move(known); });
}

Result<Earmark> earmark_in(const SourceParts& parts, const json& params) {
  const auto said = params.value("earmark", json(nullptr));
  auto earmark = said.is_null() ? Earmark{} : read_earmark(said);
  if (!earmark.division || parts.divisions.exists(*earmark.division)) return earmark;
  return fail_field("/earmark/division", "bad-donation",
                    {"没有这个区划代码，请核对", "there is no such division; check the code"});
}

/// What `stock.receive` would have been sent for the same goods.
json receipt_params(const json& params, const Donation& donation, Tier level) {
  json lines = params.at("lines");
  for (auto& line : lines) line["new_batch"]["origin"] = origin_json(origin_of(donation, level));
  return {{"source", to_string(Side::donor)}, {"exercise", donation.exercise}, {"lines", std::move(lines)}};
}

Result<Filled> receipt_of(const CommandContext& context, const SourceParts& parts, const Place& place,
                          const Donation& donation) {
  Movement movement{.movement = donation.movement,
                    .kind = MovementKind::receive,
                    .place = place.place,
                    .division = place.facts.division,
                    .occurred_at = donation.received_at,
                    .document = donation.deed,
                    .incident = donation.earmark.incident,
                    .note = donation.note};
  const auto params = receipt_params(context.params, donation, place.facts.level);
  const Asked asked{context.db, params, context.now, place, parts.goods, parts.divisions};
  return check_moment(donation.received_at, context.now).and_then([&] {
    return fill_receive(asked, std::move(movement));
  });
}

Result<Donation> begun(const CommandContext& context, const SourceParts& parts, const Place& place) {
  const auto& params = context.params;
  auto donor = donor_in(parts, params.at("donor"));
  if (!donor) return fail(std::move(donor.error()));
  auto earmark = earmark_in(parts, params);
  if (!earmark) return fail(std::move(earmark.error()));
  const auto exercise = exercise_of(context.db, earmark->incident);
  if (!exercise) return fail(exercise.error());
  Donation donation{.donation = make_uuid(context.now),
                    .number = next_donation_number(context.db),
                    .place = place.place,
                    .division = place.facts.division,
                    .movement = make_uuid(context.now),
                    .received_at = api::moment_in(context),
                    .exercise = exercise->value_or(params.value("exercise", false)),
                    .donor = std::move(*donor),
                    .earmark = std::move(*earmark),
                    .deed = optional_at<std::string>(params, "deed"),
                    .note = optional_at<std::string>(params, "note")};
  return donation;
}

Result<api::Decision> decide_register(const CommandContext& context, const SourceParts& parts) {
  const auto place = known_place(context.db, text_at(context.params, "place"));
  if (!place) return fail(place.error());
  auto held = check_keeper(*place, context.caller.jurisdiction).and_then([&] { return check_open(*place); });
  if (!held) return fail(std::move(held.error()));
  auto donation = begun(context, parts, *place);
  if (!donation) return fail(std::move(donation.error()));
  auto filled = receipt_of(context, parts, *place, *donation);
  if (!filled) return fail(std::move(filled.error()));
  const auto& movement = filled->movement;
  if (auto kept = check_posting(context.db, parts.goods, movement); !kept) return fail(std::move(kept.error()));
  for (std::size_t i = 0; i < filled->born.size(); ++i) {
    const auto& batch = filled->born[i];
    donation->gifts.push_back({batch.facts.item, movement.lines[i].quantity, batch.batch, batch.label});
  }
  return stated(parts, kDonationRegistered, *donation, {stock_moved(movement, filled->born)});
}

Result<Donation> existing_donation(store::Connection& db, const json& params) {
  auto found = find_donation(db, text_at(params, "donation"));
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-donation",
              {"没有这笔捐赠，请刷新后重选", "there is no such donation; reload and choose again"});
}

Result<DivisionCode> division_of_donation(store::Connection& db, const json& params) {
  return existing_donation(db, params).map([](const Donation& donation) { return donation.division; });
}

/// The donation at the version its sender saw, if it stands and he works for the office with the right to use it.
Result<Donation> office_donation(const CommandContext& context) {
  auto found = existing_donation(context.db, context.params);
  if (!found) return found;
  const auto place = known_place(context.db, found->place).value();
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  return check_user_office(place, context.caller.jurisdiction)
      .and_then([&] { return journal::expect_version(context.db, donation_stream(found->donation), expected); })
      .and_then([&] { return check_standing(*found); })
      .map([&] { return std::move(*found); });
}

/// An incident's goods are real or an exercise's as the donation is.
Result<void> check_mode(store::Connection& db, const Donation& donation, const std::optional<std::string>& incident) {
  const auto mode = exercise_of(db, incident);
  if (!mode) return fail(mode.error());
  if (mode->value_or(donation.exercise) == donation.exercise) return {};
  return fail(ProblemKind::conflict, "mixed-exercise",
              {"演练与实际的物资不能混用，请另选事件",
               "goods of an exercise and real ones do not mix; choose another incident"});
}

Result<api::Decision> decide_correct(const CommandContext& context, const SourceParts& parts) {
  auto donation = office_donation(context);
  if (!donation) return fail(std::move(donation.error()));
  const auto& params = context.params;
  if (params.contains("donor")) {
    auto donor = donor_in(parts, params.at("donor"), donation->donor);
    if (!donor) return fail(std::move(donor.error()));
    donation->donor = std::move(*donor);
  }
  if (params.contains("earmark")) {
    auto earmark = earmark_in(parts, params);
    if (!earmark) return fail(std::move(earmark.error()));
    if (auto held = check_mode(context.db, *donation, earmark->incident); !held) return fail(std::move(held.error()));
    donation->earmark = std::move(*earmark);
  }
  if (params.contains("deed")) donation->deed = optional_at<std::string>(params, "deed");
  if (params.contains("note")) donation->note = optional_at<std::string>(params, "note");
  donation->correction = Correction{text_at(params, "reason"), context.now, context.caller.actor()};
  return stated(parts, kDonationCorrected, *donation);
}

Result<api::Decision> decide_except(const CommandContext& context, const SourceParts& parts) {
  auto donation = office_donation(context);
  if (!donation) return fail(std::move(donation.error()));
  if (auto held = check_exception(*donation); !held) return fail(std::move(held.error()));
  EarmarkException exception{.incident = optional_at<std::string>(context.params, "incident"),
                             .division = DivisionCode::parse(text_at(context.params, "division")).value(),
                             .reason = context.params.at("reason"),
                             .at = context.now,
                             .by = context.caller.actor()};
  if (!parts.divisions.exists(exception.division)) {
    return fail_field("/division", "bad-donation",
                      {"没有这个区划代码，请核对", "there is no such division; check the code"});
  }
  if (auto held = check_mode(context.db, *donation, exception.incident); !held) return fail(std::move(held.error()));
  donation->exceptions.push_back(std::move(exception));
  return stated(parts, kDonationExcepted, *donation);
}

Result<Unsealed> donor_in_clear(const CommandContext& context, const access::KeyRing& keys) {
  return existing_donation(context.db, context.params).map([&](const Donation& donation) {
    const auto& donor = donation.donor;
    return Unsealed{.stream = donation_stream(donation.donation),
                    .division = donation.division,
                    .fields = {"name", "phone"},
                    .clear = {{"name", unsealed(keys, donor.name)}, {"phone", unsealed(keys, donor.phone)}}};
  });
}

Shape donor_shape() {
  return Shape::object({need("kind", Shape::one_of({"person", "organisation"})),
                        may("shown_as", Shape::text(1, 100).or_null(), "in public; none: anonymous"),
                        may("contact", contact_shape().or_null(), "kept sealed")});
}

Shape earmark_shape() {
  return Shape::object({may("text", Shape::text(1, 200).or_null(), "shown in public"),
                        may("incident", Shape::uuid().or_null()), may("division", Shape::division().or_null())})
      .or_null();
}

Shape gifts_shape() {
  return Shape::array(
      Shape::object({need("item", Shape::text(1, 60)), need("quantity", Shape::integer(1, kMostUnits), "base units"),
                     may("bin", bin_shape()), need("new_batch", fresh_batch_shape())}),
      1, 200);
}

using Decide = Result<api::Decision> (*)(const CommandContext&, const SourceParts&);

api::Operation command(const SourceParts& parts, std::string name, Text summary, std::vector<Field> fields,
                       RoleSet roles, Decide decide) {
  fields.push_back(need("command_id", Shape::uuid()));
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .roles = roles,
          .scope = division_of_donation,
          .command = [parts, decide](const CommandContext& context) { return decide(context, parts); }};
}

std::vector<Field> of_donation(std::vector<Field> fields) {
  fields.push_back(need("donation", Shape::uuid()));
  fields.push_back(need("expected_version", version_shape()));
  return fields;
}

api::Operation registration(const SourceParts& parts) {
  auto operation =
      command(parts, "donation.register", {"登记捐赠物资并入库", "Register a donation of goods and take it in"},
              {need("place", Shape::uuid()), may("occurred_at", Shape::time(), "now when missing"),
               may("exercise", Shape::boolean()), need("donor", donor_shape()), may("earmark", earmark_shape()),
               may("deed", Shape::text(1, 100).or_null(), "number of the agreement or receipt"),
               may("note", Shape::text(1, kLongestReason).or_null()), need("lines", gifts_shape())},
              {Role::warehouse_keeper}, decide_register);
  operation.scope = division_of_place;
  operation.stands_for = [parts](const json& params) { return without(parts.keys, params, "/donor/contact"); };
  return operation;
}

api::Operation correct(const SourceParts& parts) {
  auto operation = command(parts, "donation.correct",
                           {"更正捐赠登记（数量有误请冲销入库单后重新登记）", "Correct the record of a donation"},
                           of_donation({need("reason", Shape::text(1, kLongestReason)), may("donor", donor_shape()),
                                        may("earmark", earmark_shape()), may("deed", Shape::text(1, 100).or_null()),
                                        may("note", Shape::text(1, kLongestReason).or_null())}),
                           kUserOffice, decide_correct);
  operation.stands_for = [parts](const json& params) { return without(parts.keys, params, "/donor/contact"); };
  return operation;
}

api::Operation list(const SourceParts& parts) {
  auto query = [&keys = parts.keys](const api::QueryContext& context) -> Result<json> {
    const auto limit = context.params.value("limit", kPage / 2);
    const auto found = list_donations(context.db, {.jurisdiction = context.caller.jurisdiction,
                                                   .place = optional_at<std::string>(context.params, "place"),
                                                   .incident = optional_at<std::string>(context.params, "incident"),
                                                   .before = context.params.value("before", INT64_MAX),
                                                   .limit = limit});
    auto out = json::array();
    for (const auto& one : found) out.push_back(donation_wire(context.db, keys, one.donation));
    const bool full = static_cast<std::int64_t>(found.size()) == limit;
    return json{{"donations", std::move(out)},
                {"next", full ? json(found.back().ordinal) : json(nullptr)},
                {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "donation.list",
          .kind = api::Kind::query,
          .summary = {"捐赠登记及物资去向，最新在前", "Donations and where they went, the newest first"},
          .params = Shape::object({may("place", Shape::uuid()), may("incident", Shape::uuid()),
                                   may("before", version_shape(), "`next` of the page before"),
                                   may("limit", Shape::integer(1, kPage))}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_donation_operations(api::Registry& registry, const SourceParts& parts) {
  registry.add(registration(parts));
  registry.add(correct(parts));
  registry.add(command(parts, "donation.except",
                       {"准许定向捐赠改变用途", "Allow donated goods to be used otherwise than the donor wanted"},
                       of_donation({need("division", Shape::division(), "where they may go"),
                                    may("incident", Shape::uuid().or_null(), "none: for any incident"),
                                    need("reason", Shape::text(1, kLongestReason))}),
                       kUserOffice, decide_except));
  registry.add(reveal_operation(
      {.name = "donation.reveal",
       .summary = {"查看捐赠人联系方式", "See how to reach a donor"},
       .record = "donation",
       .roles = kAskingDonors,
       .scope = division_of_donation,
       .unseal = [&keys = parts.keys](const CommandContext& context) { return donor_in_clear(context, keys); }}));
  registry.add(list(parts));
  registry.add(api::Topic{.name = "donation",
                          .summary = {"捐赠的登记、更正与用途变更", "Donations registered, corrected and re-allotted"},
                          .roles = kReaders});
}

}  // namespace anlan::supplies
