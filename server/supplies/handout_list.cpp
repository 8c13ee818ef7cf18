#include "supplies/handout_list.hpp"

#include <utility>

#include "access/personal.hpp"
#include "supplies/handout_rules.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/sources_personal.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

/// Seals into `into` unless an earlier step failed; the first problem stays.
class Sealing {
 public:
  explicit Sealing(access::KeyRing& keys) : keys_{keys} {}

  std::optional<std::string> seal(const std::optional<std::string>& plain, const std::string& owner = key_owner()) {
    return kept(sealed(keys_, plain, owner)).value_or(std::nullopt);
  }
  std::optional<EntitledHousehold> entitled(Result<EntitledHousehold> found, const std::string& pointer) {
    if (!found && !problem_) problem_ = found.error();
    if (!found && problem_ && problem_->errors.empty()) problem_->errors.push_back({pointer, problem_->detail});
    return found ? std::optional{std::move(*found)} : std::nullopt;
  }
  void refuse(Problem problem) {
    if (!problem_) problem_ = std::move(problem);
  }
  std::string mark(std::string_view kind, std::string_view value) { return kept(keys_.mark(kind, value)).value_or(""); }
  std::string id(std::string_view typed, const std::string& pointer) {
    return kept(normal_id(typed, pointer)).value_or("");
  }
  [[nodiscard]] const std::optional<Problem>& problem() const noexcept { return problem_; }

 private:
  template <class T>
  Result<T> kept(Result<T> result) {
    if (!result && !problem_) problem_ = result.error();
    return result;
  }

  access::KeyRing& keys_;
  std::optional<Problem> problem_;
};

void take_proxy(Sealing& sealing, const json& said, Household& out, const std::string& owner = key_owner()) {
  if (!said.contains("proxy") || said.at("proxy").is_null()) return;
  const auto& proxy = said.at("proxy");
  out.proxy = Proxy{sealing.seal(text_at(proxy, "name"), owner).value_or(""), proxy.at("relation")};
}

/// A household of a list: its people are sealed with that list's key, and no mark of them is made here.
Household household_of(Sealing& sealing, const json& said, const EntitledHousehold& found) {
  Household out{.name = sealing.seal(found.head, found.key_owner).value_or(""),
                .name_mark = sealing.mark("entitled", found.by.household),
                .people = found.people,
                .got = said.at("got").get<std::vector<Quantity>>(),
                .proof = sealing.seal(optional_at<std::string>(said, "proof"), found.key_owner),
                .again = optional_at<std::string>(said, "again"),
                .entitled = found.by};
  take_proxy(sealing, said, out, found.key_owner);
  return out;
}

Problem nobody_named(const std::string& pointer) {
  const Text detail{"请填写户主姓名和人数，或从已审定的名单中选择",
                    "name the head and the people, or choose from a list"};
  return {.kind = ProblemKind::invalid, .type = "bad-handout", .detail = detail, .errors = {{pointer, detail}}};
}

Household household_in(Sealing& sealing, const json& said, const std::string& pointer) {
  if (!said.contains("name") || !said.contains("people")) {
    sealing.refuse(nobody_named(pointer));
    return {};
  }
  const auto& name = text_at(said, "name");
  Household out{.name = sealing.seal(name).value_or(""),
                .name_mark = sealing.mark("household", name),
                .people = said.at("people"),
                .got = said.at("got").get<std::vector<Quantity>>(),
                .proof = sealing.seal(optional_at<std::string>(said, "proof")),
                .again = optional_at<std::string>(said, "again")};
  if (const auto typed = optional_at<std::string>(said, "id_number")) {
    const auto number = sealing.id(*typed, pointer + "/id_number");
    out.id = sealing.seal(number);
    out.id_mark = sealing.mark("id", number);
  }
  take_proxy(sealing, said, out);
  return out;
}

}  // namespace

Result<std::vector<Household>> read_households(store::Connection& db, access::KeyRing& keys, const EntitledLists* lists,
                                               const json& list) {
  Sealing sealing{keys};
  std::vector<Household> out;
  for (const auto& said : list) {
    const auto pointer = "/households/" + std::to_string(out.size());
    const auto key = optional_at<std::string>(said, "entitled");
    if (!key || lists == nullptr) {
      out.push_back(household_in(sealing, said, pointer));
      continue;
    }
    const auto found = sealing.entitled(lists->find(db, *key), pointer);
    out.push_back(found ? household_of(sealing, said, *found) : Household{});
  }
  if (sealing.problem()) return fail(*sealing.problem());
  return out;
}

Result<Sheet> read_typed_sheet(access::KeyRing& keys, const json& said) {
  Sealing sealing{keys};
  Sheet sheet{.households = said.at("households"), .people = said.at("people")};
  for (const auto& scan : said.at("scans")) {
    sheet.scans.push_back(sealing.seal(scan.get_ref<const std::string&>()).value_or(""));
  }
  if (sealing.problem()) return fail(*sealing.problem());
  return sheet;
}

json masked_household(const access::KeyRing& keys, const Household& household) {
  json out{{"name", masked(keys, household.name, access::mask_name)},
           {"id_number", masked(keys, household.id, access::mask_id_number)},
           {"people", household.people},
           {"got", household.got},
           {"proof", household.proof.has_value()},
           {"proxy", nullptr},
           {"again", or_null(household.again)},
           {"entitled", household.entitled ? json(household.entitled->household) : json(nullptr)}};
  if (household.proxy) {
    out["proxy"] = {{"name", masked(keys, household.proxy->name, access::mask_name)},
                    {"relation", household.proxy->relation}};
  }
  return out;
}

json clear_household(const access::KeyRing& keys, const Household& household) {
  json out{{"name", unsealed(keys, household.name)},
           {"id_number", unsealed(keys, household.id)},
           {"proof", unsealed(keys, household.proof)},
           {"proxy", nullptr}};
  if (household.proxy) out["proxy"] = unsealed(keys, household.proxy->name);
  return out;
}

}  // namespace anlan::supplies
