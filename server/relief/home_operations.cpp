#include "relief/home_operations.hpp"

#include <algorithm>
#include <utility>

#include "access/pictures.hpp"
#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "base/uuid.hpp"
#include "incidents/incident_view.hpp"
#include "journal/reading.hpp"
#include "journal/stream_reading.hpp"
#include "relief/home_entries.hpp"
#include "relief/home_queries.hpp"
#include "relief/home_shapes_operations.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_shapes_operations.hpp"

namespace anlan::relief {

using api::CommandContext;
using api::Field;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kMostHits = 20;

Result<void> check_photos_stored(store::Connection& db, const access::KeyRing& keys, const std::string& incident,
                                 const std::vector<std::string>& blobs, const char* field) {
  for (std::size_t i = 0; i < blobs.size(); ++i) {
    if (auto held = access::check_picture(
            db, keys,
            {.owner = home_key_owner(incident),
             .blob = blobs[i],
             .pointer = "/" + std::string{field} + "/" + std::to_string(i),
             .missing = {"照片还没有上传，请先上传", "the photo was not stored yet; upload it first"}});
        !held)
      return held;
  }
  return {};
}

/// Those that stay, then the new ones.
Result<std::vector<std::string>> sealed_photos(access::KeyRing& keys, const std::string& incident,
                                               const HomeStatement& statement) {
  auto out = statement.photos;
  for (const auto& blob : statement.new_photos) {
    auto sealed = keys.seal(home_key_owner(incident), blob);
    if (!sealed) return fail(std::move(sealed.error()));
    out.push_back(std::move(*sealed));
  }
  return out;
}

/// The same person's other row of the incident.
Result<std::optional<HomeListed>> on_register(store::Connection& db, const ReliefParts& parts,
                                              const std::string& incident, const Personal& personal,
                                              std::int64_t own_ordinal) {
  const auto& number = personal.head().id_number;
  if (!number) return std::optional<HomeListed>{};
  const auto mark = mark_of(parts.keys, "id", *number);
  if (!mark) return fail(mark.error());
  for (const auto& hit : find_marked_in(db, home_marks(), "id", *mark, kMostHits)) {
    const auto other = home_of_ordinal(db, hit.ordinal).value();
    if (hit.ordinal == own_ordinal || other.incident != incident || other.state != HomeState::entered) continue;
    const auto people = unseal_personal(parts.keys, other.sealed);
    if (!people || people->head().id_number != number) continue;
    return std::optional{HomeListed{.ordinal = other.ordinal,
                                    .village = parts.divisions.snapshot()->full_name_of(other.facts.village),
                                    .head = access::mask_name(people->head().name)}};
  }
  return std::optional<HomeListed>{};
}

/// The checked statement as a row of an entry.
Result<HomeRow> row_of(const CommandContext& context, const ReliefParts& parts, const incidents::Incident& incident,
                       HomeStatement said, const Home* known) {
  auto statement = normalised_home(std::move(said), context.now);
  if (!statement) return fail(std::move(statement.error()));
  const auto& facts = statement->facts;
  const HomeSurroundings around{.incident = incident,
                                .village_known = parts.divisions.exists(facts.village),
                                .hazard_known = parts.catalogue.hazard(facts.hazard) != nullptr};
  if (auto held = check_home(*statement, around, context.now); !held) return fail(std::move(held.error()));
  const auto listed =
      on_register(context.db, parts, incident.incident, statement->personal, known == nullptr ? 0 : known->ordinal);
  if (!listed) return fail(listed.error());
  if (auto once = check_home_once(*listed); !once) return fail(std::move(once.error()));
  auto photos = sealed_photos(parts.keys, incident.incident, *statement);
  if (!photos) return fail(std::move(photos.error()));
  return seal_personal(parts.keys, home_key_owner(incident.incident), statement->personal).map([&](std::string sealed) {
    return HomeRow{.home = known == nullptr ? make_uuid(context.now) : known->home,
                   .incident = incident.incident,
                   .facts = facts,
                   .sealed = std::move(sealed),
                   .photos = std::move(*photos),
                   .exercise = incident.exercise};
  });
}

Result<api::Decision> decide_enter(const CommandContext& context, const ReliefParts& parts) {
  const auto incident = existing_incident(context.db, text_at(context.params, "incident"), context.caller.jurisdiction);
  if (!incident) return fail(incident.error());
  if (auto held = check_register_open(*incident); !held) return fail(std::move(held.error()));
  auto statement = read_home_statement(context.params);
  if (auto held = check_photos_stored(context.db, parts.keys, incident->incident, statement.new_photos, "photos");
      !held)
    return fail(std::move(held.error()));
  return row_of(context, parts, *incident, std::move(statement), nullptr).map([&](const HomeRow& row) {
    return told_home(parts, row.home, context.now, home_entered(row));
  });
}

/// What somebody said besides the form's reason, sealed.
Result<std::optional<std::string>> sealed_note(const CommandContext& context, const ReliefParts& parts,
                                               const std::string& incident) {
  const auto note = optional_at<std::string>(context.params, "note");
  if (!note) return std::optional<std::string>{};
  return parts.keys.seal(home_key_owner(incident), *note).map([](std::string sealed) {
    return std::optional{std::move(sealed)};
  });
}

Result<api::Decision> decide_change(const CommandContext& context, const ReliefParts& parts) {
  const auto home = seen_home(context);
  if (!home) return fail(home.error());
  auto personal = unseal_personal(parts.keys, home->sealed);
  if (!personal) {
    return fail(ProblemKind::conflict, "key-not-held",
                {"本站没有打开该户个人信息的密钥，请联系管理员从保管副本恢复密钥文件",
                 "this site does not hold the key of these people; ask the administrator for its safe copy"});
  }
  const auto incident = incidents::find_incident(context.db, home->incident).value();
  auto statement = changed_home_statement(context.params, {home->facts, std::move(*personal), home->photos, {}});
  if (!statement.facts.village.within(context.caller.jurisdiction)) {
    return fail_field(
        "/village", "outside-jurisdiction",
        {"新的村（社区）不在您的辖区内，请撤出后由该乡镇登记",
         "the new village is outside your jurisdiction: withdraw the row and let that township enter it"});
  }
  if (auto held = check_photos_stored(context.db, parts.keys, home->incident, statement.new_photos, "add_photos");
      !held)
    return fail(std::move(held.error()));
  auto note = sealed_note(context, parts, home->incident);
  if (!note) return fail(std::move(note.error()));
  const auto reason = parse_word<HomeChangeReason>(kHomeChangeWords, text_at(context.params, "reason")).value();
  return row_of(context, parts, incident, std::move(statement), &*home).map([&](const HomeRow& row) {
    return told_home(parts, row.home, context.now, home_changed(row, {reason, *note}));
  });
}

Result<api::Decision> decide_withdraw(const CommandContext& context, const ReliefParts& parts) {
  const auto home = seen_home(context);
  if (!home) return fail(home.error());
  return sealed_note(context, parts, home->incident).map([&](std::optional<std::string> note) {
    const auto reason = parse_word<HomeWithdrawReason>(kHomeWithdrawWords, text_at(context.params, "reason")).value();
    return told_home(parts, home->home, context.now, home_withdrawn(*home, {reason, std::move(note)}));
  });
}

/// What was said when the row was corrected or withdrawn, in clear.
json clear_notes(store::Connection& db, const ReliefParts& parts, const Home& home) {
  auto out = json::array();
  for (const auto& entry : journal::entries_of(db, home_stream(home.home))) {
    const auto body = parts.types.read_body(entry.type, entry.version, entry.body);
    const auto note = optional_at<std::string>(body, "note");
    const auto clear = note ? parts.keys.unseal(*note) : std::nullopt;
    if (clear) out.push_back({{"version", entry.stream_version}, {"note", *clear}});
  }
  return out;
}

Result<api::Decision> decide_reveal(const CommandContext& context, const ReliefParts& parts) {
  return existing_home(context.db, context.params).map([&](const Home& home) {
    json clear = nullptr;
    if (const auto personal = unseal_personal(parts.keys, home.sealed)) {
      auto photos = json::array();
      for (const auto& photo : home.photos) {
        const auto blob = parts.keys.unseal(photo);
        photos.push_back(blob ? access::shown_picture(parts.keys, context.caller.account, *blob, context.now)
                              : json(nullptr));
      }
      clear = {{"name", personal->head().name},     {"id_number", or_null(personal->head().id_number)},
               {"phone", or_null(personal->phone)}, {"address", personal->address},
               {"photos", std::move(photos)},       {"notes", clear_notes(context.db, parts, home)}};
    }
    return api::reveal({.stream = home_stream(home.home),
                        .division = home.facts.village,
                        .fields = {"name", "id_number", "phone", "address", "photos", "notes"},
                        .purpose = context.params.at("purpose")},
                       std::move(clear));
  });
}

template <std::size_t n>
std::vector<Field> grounds(const std::array<std::string_view, n>& words, std::vector<Field> fields) {
  fields.push_back(need("home", Shape::uuid()));
  fields.push_back(need("expected_version", version_shape()));
  fields.push_back(need("reason", words_shape(words)));
  fields.push_back(may("note", Shape::text(1, kLongestReason).or_null(), "kept sealed"));
  return fields;
}

}  // namespace

void declare_home_operations(api::Registry& registry, const ReliefParts& parts) {
  auto enter =
      home_command(parts, "home.enter", {"登记一处倒塌损坏住房（D02）", "Enter a collapsed or damaged home (D02)"},
                   home_fields({need("incident", Shape::uuid())}), decide_enter);
  enter.scope = api::division_at("village");
  registry.add(std::move(enter));
  registry.add(home_command(
      parts, "home.change",
      {"注明原因更正住房台账的一行；未提到的内容不变", "Correct a row with a reason; what is not said stays as it is"},
      home_change_fields(grounds(kHomeChangeWords, {})), decide_change));
  registry.add(home_command(parts, "home.withdraw",
                            {"注明原因将一行撤出住房台账", "Take a row off the register, with a reason"},
                            grounds(kHomeWithdrawWords, {}), decide_withdraw));
  auto reveal = home_command(
      parts, "home.reveal", {"查看住房台账一行的个人信息和照片", "See a row's person and pictures in clear"},
      {need("home", Shape::uuid()), need("purpose", Shape::text(1, kLongestReason))}, decide_reveal);
  reveal.roles = kRevealers;
  reveal.result = Shape::object({need("revealed", Shape::any(), "null when it is asked again, or the key is gone")});
  registry.add(std::move(reveal));
}

void declare_homes(api::Registry& registry, const ReliefParts& parts) {
  declare_home_operations(registry, parts);
  declare_home_queries(registry, parts);
  declare_home_comparison(registry, parts);
  declare_home_links(registry, parts);
  registry.add(api::Topic{.name = "home",
                          .summary = {"倒塌损坏住房台账的登记、更正、撤出与关联",
                                      "Rows of the register of damaged homes entered, corrected, withdrawn and linked"},
                          .roles = kReaders});
}

}  // namespace anlan::relief
