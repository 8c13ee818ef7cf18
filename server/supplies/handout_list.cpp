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

  std::optional<std::string> seal(const std::optional<std::string>& plain) {
    return kept(sealed(keys_, plain)).value_or(std::nullopt);
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

Household household_in(Sealing& sealing, const json& said, const std::string& pointer) {
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
  if (said.contains("proxy") && !said.at("proxy").is_null()) {
    const auto& proxy = said.at("proxy");
    out.proxy = Proxy{sealing.seal(text_at(proxy, "name")).value_or(""), proxy.at("relation")};
  }
  return out;
}

}  // namespace

Result<std::vector<Household>> read_households(access::KeyRing& keys, const json& list) {
  Sealing sealing{keys};
  std::vector<Household> out;
  for (const auto& said : list) {
    out.push_back(household_in(sealing, said, "/households/" + std::to_string(out.size())));
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
           {"again", or_null(household.again)}};
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
