#include <algorithm>
#include <utility>

#include "access/pictures.hpp"
#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "base/uuid.hpp"
#include "journal/reading.hpp"
#include "relief/campaign_rules.hpp"
#include "relief/household_entries.hpp"
#include "relief/household_photo_entries.hpp"
#include "relief/household_photo_view.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

using access::Role;
using access::RoleSet;
using api::CommandContext;
using api::Field;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

/// Whoever stands before the house: the village, the clerk, and the reviewer on a visit.
constexpr RoleSet kPhotographing{Role::village_informant, Role::township_clerk, Role::township_reviewer};
constexpr std::size_t kMostPhotos = 24;

/// Without the hash.
json photo_wire(const HouseholdPhoto& photo) {
  return {{"photo", photo.photo},
          {"about", word_of(kPhotoAboutWords, photo.about)},
          {"taken_at", photo.taken_at ? json(format_time(*photo.taken_at)) : json(nullptr)},
          {"added_at", format_time(photo.added_at)},
          {"added_by", photo.added_by},
          {"held", photo.sealed.has_value()}};
}

json photos_wire(store::Connection& db, const std::string& household) {
  auto out = json::array();
  for (const auto& photo : photos_of(db, household)) out.push_back(photo_wire(photo));
  return out;
}

api::Decision told(const std::string& household, journal::Draft draft) {
  api::Decision decision;
  decision.entries.push_back(std::move(draft));
  decision.answer = [household](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"photos", photos_wire(db, household)}};
  };
  return decision;
}

/// A household that is on the list of an open campaign.
struct Standing {
  Household household;
  Campaign campaign;
};
Result<Standing> standing(const CommandContext& context) {
  auto household = existing_household(context.db, context.params);
  if (!household) return fail(std::move(household.error()));
  if (auto held = check_on_list(*household); !held) return fail(std::move(held.error()));
  auto campaign = existing_campaign(context.db, household->campaign, context.caller.jurisdiction);
  if (!campaign) return fail(std::move(campaign.error()));
  if (auto held = check_open(*campaign); !held) return fail(std::move(held.error()));
  return Standing{std::move(*household), std::move(*campaign)};
}

/// Whether it is one of those pictures: the same one, sealed again, has another name.
bool stands_among(store::Connection& db, access::KeyRing& keys, const std::vector<HouseholdPhoto>& known,
                  const std::string& blob) {
  const auto mark_of = [&](const std::string& name) {
    return access::marks_of_picture(db, keys, name).value_or(access::PictureMarks{}).mark;
  };
  const auto mark = mark_of(blob);
  return std::ranges::any_of(known, [&](const HouseholdPhoto& each) {
    const auto name = each.sealed ? keys.unseal(*each.sealed) : std::nullopt;
    return name && mark_of(*name) == mark;
  });
}

Result<api::Decision> decide_add(const CommandContext& context, const ReliefParts& parts) {
  const auto at = standing(context);
  if (!at) return fail(at.error());
  const auto& params = context.params;
  const auto& blob = text_at(params, "photo");
  if (auto held = access::check_picture(
          context.db, parts.keys,
          {.owner = key_owner_of(at->campaign.campaign),
           .blob = blob,
           .pointer = "/photo",
           .missing = {"照片还没有上传，请先上传", "the photo was not stored yet; upload it first"}});
      !held)
    return fail(std::move(held.error()));
  HouseholdPhoto photo{.photo = make_uuid(context.now),
                       .household = at->household.household,
                       .about = parse_word<PhotoAbout>(kPhotoAboutWords, text_at(params, "about")).value()};
  if (const auto taken = optional_at<std::string>(params, "taken_at")) photo.taken_at = parse_time(*taken).value();
  if (photo.taken_at && *photo.taken_at > context.now) {
    return fail_field("/taken_at", "bad-photo", {"拍摄时间晚于现在，请更正", "the time has not come yet; correct it"});
  }
  const auto known = photos_of(context.db, photo.household);
  if (known.size() >= kMostPhotos) {
    return fail(ProblemKind::conflict, "too-many-photos",
                {"一户最多 24 张照片，请先去掉用不着的", "a household has 24 photos at most; drop one first"});
  }
  if (stands_among(context.db, parts.keys, known, blob)) {
    return fail(ProblemKind::conflict, "photo-known",
                {"这张照片已在该户的记录里", "this photo stands in the household's record already"});
  }
  return parts.keys.seal(key_owner_of(at->campaign.campaign), blob).map([&](std::string sealed) {
    photo.sealed = std::move(sealed);
    return told(photo.household, household_photo_added(at->campaign, at->household, photo));
  });
}

Result<api::Decision> decide_drop(const CommandContext& context, const ReliefParts& parts) {
  const auto at = standing(context);
  if (!at) return fail(at.error());
  const auto photos = photos_of(context.db, at->household.household);
  const auto found = std::ranges::find(photos, text_at(context.params, "photo"), &HouseholdPhoto::photo);
  if (found == photos.end()) {
    return fail_field("/photo", "unknown-photo",
                      {"该户没有这张照片，请刷新后重选", "the household has no such photo; reload and choose again"});
  }
  return parts.keys.seal(key_owner_of(at->campaign.campaign), text_at(context.params, "reason"))
      .map([&](const std::string& reason) {
        return told(at->household.household, household_photo_dropped(at->campaign, at->household, *found, reason));
      });
}

Result<api::Decision> decide_reveal(const CommandContext& context, const ReliefParts& parts) {
  return existing_household(context.db, context.params).map([&](const Household& household) {
    auto clear = json::array();
    for (const auto& photo : photos_of(context.db, household.household)) {
      const auto blob = photo.sealed ? parts.keys.unseal(*photo.sealed) : std::nullopt;
      if (!blob) continue;
      clear.push_back(access::shown_picture(parts.keys, context.caller.account, *blob, context.now));
      clear.back()["photo"] = photo.photo;
    }
    return api::reveal({.stream = household_stream(household.household),
                        .division = household.facts.village,
                        .fields = {"photos"},
                        .purpose = context.params.at("purpose")},
                       std::move(clear));
  });
}

Shape photos_shape() {
  const auto photo = Shape::object({need("photo", Shape::uuid()), need("about", words_shape(kPhotoAboutWords)),
                                    need("taken_at", Shape::time().or_null()), need("added_at", Shape::time()),
                                    need("added_by", Shape::text(1, 100)),
                                    need("held", Shape::boolean(), "false once the campaign's key is destroyed")});
  return Shape::array(photo, 0, kMostPhotos);
}

using Decide = Result<api::Decision> (*)(const CommandContext&, const ReliefParts&);

api::Operation command(const ReliefParts& parts, std::string name, Text summary, std::vector<Field> fields,
                       Decide decide) {
  fields.push_back(need("household", Shape::uuid()));
  fields.push_back(need("command_id", Shape::uuid()));
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .result = Shape::object({need("photos", photos_shape())}),
          .roles = kPhotographing,
          .scope = village_of_household,
          .command = [parts, decide](const CommandContext& context) { return decide(context, parts); },
          .stands_for = [&keys = parts.keys](const json& params) { return api::without(keys, params, ""); }};
}

}  // namespace

void declare_household_photos(api::Registry& registry, const ReliefParts& parts) {
  registry.add(command(parts, "household.add_photo", {"给一户添加照片", "Add a photo to a household"},
                       {need("photo", Shape::blob(), "kept sealed"), need("about", words_shape(kPhotoAboutWords)),
                        may("taken_at", Shape::time().or_null())},
                       decide_add));
  registry.add(command(parts, "household.drop_photo", {"注明理由去掉一户的照片", "Drop a photo, with a reason"},
                       {need("photo", Shape::uuid()), need("reason", Shape::text(1, kLongestReason), "kept sealed")},
                       decide_drop));
  auto reveal = command(parts, "household.reveal_photos", {"查看一户的照片", "See a household's photos"},
                        {need("purpose", Shape::text(1, kLongestReason))}, decide_reveal);
  reveal.roles = kRevealers;
  reveal.result =
      Shape::object({need("revealed", Shape::any(), "[{photo, blob, ticket}]; null when it is asked again")});
  registry.add(std::move(reveal));
  registry.add(
      {.name = "household.photos",
       .kind = api::Kind::query,
       .summary = {"一户有哪些照片（不含照片本身）", "Which photos a household has, without the pictures"},
       .params = Shape::object({need("household", Shape::uuid())}),
       .result = Shape::object({need("photos", photos_shape()), need("seq", Shape::integer(0, INT64_MAX / 2))}),
       .roles = kReaders,
       .scope = village_of_household,
       .query = [](const api::QueryContext& context) -> Result<json> {
         return json{{"photos", photos_wire(context.db, text_at(context.params, "household"))},
                     {"seq", journal::head_seq(context.db)}};
       }});
}

}  // namespace anlan::relief
