// Role × operation × place, generated from the registry's own description: whoever names a place outside his
// jurisdiction is refused, and nothing changes. An operation that cannot be generated stands in a table below with its
// reason; a new one fails here until it is bound by a place or stands there.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <catch2/catch.hpp>

#include "support/goods_room.hpp"

namespace anlan::test {

using nlohmann::json;

namespace {

/// At their desks: everybody of the county of Qinyang or of the city. Their own place, and one that is not theirs.
struct Desk {
  std::string name;
  std::string role;
  std::string own;
  std::string other;
};
const std::string kOtherVillage = "410883001001";
const std::string kOtherCity = "410700000000";
const std::vector<Desk> kDesks{{"informant", "village_informant", "410882101201", kOtherVillage},
                               {"clerk", "township_clerk", kTownship, kOtherTownship},
                               {"county", "county_duty", kCounty, kOtherCounty},
                               {"city", "city_duty", kCity, kOtherCity},
                               {"leader", "leader", kCity, kOtherCity},
                               {"keeper", "warehouse_keeper", kCounty, kOtherVillage},
                               {"dispatcher", "dispatcher", kCounty, kOtherCounty},
                               {"reviewer", "township_reviewer", kTownship, kOtherVillage},
                               {"decider", "county_reviewer", kCounty, kOtherVillage},
                               {"auditor", "auditor", kCity, kOtherCity},
                               {"manager", "administrator", kCity, kOtherCity}};

/// Operations that are not bound by the division which they name, and why.
const std::map<std::string, std::string> kNamesAnotherPlace{
    {"account.change", "the account bounds it; where it may be moved to, the rules of access say"},
    {"account.list", "a filter of what the caller sees anyway"},
    {"donation.except", "the donation bounds it; the division is where its goods go instead"},
    {"home.change", "the home bounds it; its new village is held by the room's rules"},
    {"household.change", "the household bounds it; its new village is held by the room's rules"},
    {"recovery.receive", "the store bounds it; goods may come back from anywhere"},
    {"report.correct", "the report bounds it; a correction cannot change the division"},
    {"stock.balance", "a filter of what the caller sees anyway"},
    {"stock.issue", "the store bounds it; goods may go anywhere"},
    {"stock.scrap", "the store bounds it; the division is where worn-out goods lie, held by the room's rules"},
    {"stock.return", "the store bounds it; goods may come back from anywhere"},
};

/// Of a division of another city, which this site does not know, these say that there is none.
const std::set<std::string> kLookForThePlaceFirst{"observation.submit"};

/// Records that this test does not make, and why. What bounds them is looked up by their name all the same.
const std::map<std::string, std::string> kUnmadeRecords{
    {"account", "seen to by administrators, whose jurisdiction here is the whole site"},
    {"audit", "takes a sample of decided villages"},
    {"donation", "takes a donor, who is sealed"},
    {"handout", "takes issued goods and households that signed"},
    {"home", "takes photos"},
    {"inquiry", "takes a run of the rules that found something"},
    {"list", "takes a list from outside, loaded as a file"},
    {"objection", "is filed by somebody from the notice, without an account"},
    {"receipt", "is signed by a device on the road"},
    {"recovery", "takes issued goods"},
    {"referral", "takes a programme of the catalogue and a household"},
    {"source", "is a movement: of stock.reverse it is tried"},
};

/// Operations that neither a place nor a record bounds, and why. What they show is cut to the caller's jurisdiction by
/// their queries, which the tests of role_matrix_test.cpp and of the rooms hold.
const std::map<std::string, std::set<std::string>> kBoundOtherwise{
    {"shows what lies in the caller's jurisdiction",
     {"allocation.list", "campaign.list",   "case.list",       "clock.list",          "donation.list",
      "handout.list",    "handout.sources", "household.match", "household.trace",     "incident.list",
      "incident.near",   "inspection.list", "journal.list",    "journal.page",        "key.list",
      "loan.list",       "personal.list",   "place.list",      "receipt.list",        "receipt.papers",
      "record.list",     "recovery.list",   "release.list",    "requisition.list",    "stock.export_ledger",
      "stock.life",      "stock.movements", "stocktake.list",  "waybill.checkpoints", "waybill.list"}},
    {"belongs to no place",
     {"blob.put", "boundaries.list", "catalogue.get", "division.list", "geo.locate", "goods.get", "rule.list",
      "session.change_password", "session.close", "session.current", "standard.list", "system.status"}},
    {"bounded by the rows of its file, by the room's rules", {"boundaries.import", "household.import", "outside.load"}},
    {"bounded by the clock or the key that it names with a text",
     {"clock.settle", "key.destroy", "key.propose_destruction", "key.withdraw_destruction"}},
    {"bounded by each place of a list, by the room's rules", {"incident.open", "release.request"}},
    {"bounded by the store that gives, by the room's rules: counties help each other out", {"release.approve"}},
};

/// The least value of a schema's shape.
json least(const json& schema) {
  if (schema.contains("anyOf")) return nullptr;
  if (schema.contains("enum")) return schema["enum"][0];
  const auto type = schema.value("type", "");
  if (type == "integer" || type == "number") return schema["minimum"];
  if (type == "boolean") return false;
  if (type == "array") {
    auto out = json::array();
    for (int i = 0; i < schema["minItems"]; ++i) out.push_back(least(schema["items"]));
    return out;
  }
  if (type == "object") {
    auto out = json::object();
    for (const auto& required : schema.value("required", json::array())) {
      const auto name = required.get<std::string>();
      out[name] = least(schema["properties"][name]);
    }
    return out;
  }
  if (schema.value("format", "") == "uuid") return new_id();
  if (schema.value("format", "") == "date-time") return minutes_ago(5);
  const auto pattern = schema.value("pattern", "");
  if (pattern == "^[0-9]{12}$") return kCity;
  if (pattern == "^[0-9a-f]{64}$") return std::string(64, 'a');
  return std::string(schema.value("minLength", std::size_t{0}), 'x');
}

/// One operation, as the registry describes it.
struct Described {
  std::string name;
  json roles;
  json schema;

  [[nodiscard]] bool needs(const std::string& field) const {
    const auto required = schema.value("required", json::array());
    return std::find(required.begin(), required.end(), json(field)) != required.end();
  }
  [[nodiscard]] bool open_to(const Desk& desk) const {
    return std::find(roles.begin(), roles.end(), json(desk.role)) != roles.end();
  }
  /// The parameter that says of which place it is, required or not.
  [[nodiscard]] std::optional<std::string> place_named() const {
    for (const auto* field : {"village", "division"}) {
      if (needs(field)) return field;
    }
    const auto fields = schema.value("properties", json::object());
    for (const auto* field : {"village", "division"}) {
      if (fields.contains(field) && fields[field].value("pattern", "") == "^[0-9]{12}$") return field;
    }
    return std::nullopt;
  }
  /// The parameter that names the record which it is about: called as its room, or else the first that is needed.
  [[nodiscard]] std::optional<std::string> record_named() const {
    if (const auto room = name.substr(0, name.find('.')); needs(room)) return room;
    const auto fields = schema.value("properties", json::object());
    for (const auto& [field, shape] : fields.items()) {
      if (field != "command_id" && needs(field) && shape.value("format", "") == "uuid")
        return field;  // by the alphabet
    }
    return std::nullopt;
  }
};

bool bound_otherwise(const std::string& operation) {
  return std::any_of(kBoundOtherwise.begin(), kBoundOtherwise.end(),
                     [&](const auto& group) { return group.second.contains(operation); });
}

/// Whether the division or village that it names bounds it.
bool bound_by_place(const Described& operation) {
  return operation.place_named() && !kNamesAnotherPlace.contains(operation.name);
}

std::vector<Described> described(HttpClient& desk) {
  std::vector<Described> out;
  const auto document = desk.get("/api/openapi.json").json();
  for (const auto& [path, item] : document.at("paths").items()) {
    const auto& post = item.at("post");
    const auto body = post.at("requestBody").at("content");
    if (post.at("x-anlan-roles").empty()) continue;  // strangers have no jurisdiction
    out.push_back({path.substr(5), post["x-anlan-roles"],
                   body.contains("application/json") ? body["application/json"].at("schema") : json::object()});
  }
  return out;
}

std::string problem_of(const HttpResponse& response) {
  return response.status == 200 ? "200" : response.json().value("type", std::to_string(response.status));
}

const std::string kOutside = "urn:anlan:problem:outside-jurisdiction";

/// A record that is not of the caller's jurisdiction either shows as such or not at all.
bool hidden(const HttpResponse& response) {
  return problem_of(response) == kOutside ||
         (response.status == 404 && problem_of(response).starts_with("urn:anlan:problem:unknown-"));
}

struct Jurisdictions : DutyRoom {
  Jurisdictions() {
    for (const auto& each : kDesks) desks.emplace(each.name, desk(each.name));
    incident = open_incident(*desks.at("city"), "测试 辖区");
  }

  std::int64_t entries() { return desks.at("auditor")->must("journal.list", {{"limit", 1}})["seq"]; }

  HttpResponse ask(const Desk& who, const Described& operation, const std::string& field, const json& value) {
    auto params = least(operation.schema);
    if (operation.needs("incident")) params["incident"] = incident;
    if (operation.needs("indicator")) params["indicator"] = "A01007";
    params[field] = value;
    return desks.at(who.name)->call(operation.name, params);
  }

  /// Somebody of the other county.
  std::unique_ptr<HttpClient> neighbour_of(const std::string& role, const std::string& division) {
    const auto name = "other-" + std::to_string(neighbours++);
    (void)desks.at("manager")->must("account.open", {{"command_id", new_id()},
                                                     {"name", name},
                                                     {"display_name", "外县"},
                                                     {"role", role},
                                                     {"division", division},
                                                     {"password", kPassword}});
    return desk(name);
  }

  /// Records of the other county, by the parameter that names them.
  std::map<std::string, std::string> others();
  void make_goods(std::map<std::string, std::string>& made);
  void make_relief(std::map<std::string, std::string>& made);

  std::map<std::string, std::unique_ptr<HttpClient>> desks;
  std::string incident;
  int neighbours = 0;
};

void Jurisdictions::make_goods(std::map<std::string, std::string>& made) {
  const auto keeper = desk("neighbour");
  const auto duty = desk("county2");
  const auto dispatcher = neighbour_of("dispatcher", kOtherCounty);
  const auto store = open_store(*dispatcher, "外县库", kOtherCounty);
  const auto batch = take_in(*keeper, store, "quilt-cotton", 10);
  const auto release = order_release(*duty, *dispatcher, store, "quilt-cotton", 5,
                                     {{"division", "410883001000"}, {"site", "测试安置点"}});
  const json new_batch{{"expires_on", "2099-12-31"}, {"origin", {{"kind", "funding"}, {"level", "county"}}}};
  const json lines{{{"item", "quilt-cotton"}, {"quantity", 3}, {"new_batch", new_batch}}};
  const auto did = [&](const std::string& operation, json params) {
    params["command_id"] = new_id();
    const auto record = operation.substr(0, operation.find('.'));
    const auto& who = operation == "stocktake.open" ? dispatcher : keeper;
    made[record] = who->must(operation, params)[record][record];
  };
  made["place"] = store;
  made["release"] = release;
  made["movement"] = keeper->must("stock.movements", {{"place", store}})["movements"][0]["movement"];
  did("waybill.pick", pick_params(release, store, batch, 2));
  did("stocktake.open", {{"place", store}});
  did("inspection.arrive", {{"place", store}, {"source", "supplier"}, {"lines", lines}});
  did("loan.open", {{"place", store},
                    {"direction", "lent"},
                    {"unit", "测试单位"},
                    {"order", "测试 2 号"},
                    {"purpose", "测试"},
                    {"due_on", "2099-12-30"},
                    {"lines", {{{"batch", batch}, {"quantity", 1}}}}});
  auto taken = lines;
  taken[0]["value"] = 100;
  taken[0]["new_batch"] = {{"expires_on", "2099-12-31"}};
  did("requisition.open", {{"place", store}, {"basis", "测试 3 号"}, {"unit", "测试单位"}, {"lines", taken}});
  made["allocation"] = duty->must("allocation.propose", {{"command_id", new_id()},
                                                         {"incident", incident},
                                                         {"division", kOtherCounty},
                                                         {"assumptions", {{"days", 1}}}})["allocation"]["allocation"];
}

void Jurisdictions::make_relief(std::map<std::string, std::string>& made) {
  const auto reviewer = neighbour_of("county_reviewer", kOtherCounty);
  const auto clerk = neighbour_of("township_clerk", "410883001000");
  made["campaign"] = reviewer->must("campaign.open", {{"command_id", new_id()},
                                                      {"name", "外县冬春救助"},
                                                      {"division", kOtherCounty},
                                                      {"from", "2098-12-01"},
                                                      {"until", "2099-05-31"}})["campaign"]["campaign"];
  made["household"] = clerk->must("household.enter", {{"command_id", new_id()},
                                                      {"campaign", made["campaign"]},
                                                      {"village", kOtherVillage},
                                                      {"class", "destitute_support"},
                                                      {"people", 1},
                                                      {"needy", 1},
                                                      {"hazard", "02"},
                                                      {"circumstances", {"home_collapsed"}},
                                                      {"members", {{{"name", "测试甲"}, {"kinship", "head"}}}},
                                                      {"address", "测试"}})["household"]["household"];
}

std::map<std::string, std::string> Jurisdictions::others() {
  std::map<std::string, std::string> made{{"incident", incident}};
  const auto duty = desk("county2");
  made["report"] = duty->must("report.submit", first_report(incident, kOtherCounty, 10))["report"]["report"];
  made["observation"] = duty->must("observation.submit", {{"command_id", new_id()},
                                                          {"incident", incident},
                                                          {"text", "测试"},
                                                          {"division", "410883001000"},
                                                          {"occurred_at", minutes_ago(1)},
                                                          {"channel", "web"}})["observation"]["observation"];
  make_goods(made);
  make_relief(made);
  return made;
}

}  // namespace

TEST_CASE_METHOD(Jurisdictions, "every operation that takes a place refuses one outside the caller's jurisdiction",
                 "[jurisdiction]") {
  const auto operations = described(*desks.at("auditor"));
  const auto before = entries();
  int cells = 0;
  for (const auto& operation : operations) {
    if (!bound_by_place(operation)) continue;
    for (const auto& who : kDesks) {
      if (!operation.open_to(who)) continue;
      INFO(operation.name << " by " << who.role);
      const auto told = problem_of(ask(who, operation, *operation.place_named(), who.other));
      const bool none = who.other == kOtherCity && kLookForThePlaceFirst.contains(operation.name);
      CHECK(told == (none ? "urn:anlan:problem:bad-observation" : kOutside));
      ++cells;
    }
  }
  CHECK(cells > 300);
  CHECK(entries() == before);
  // The refusal is of the place and of nothing else: at home nobody hears it.
  for (const auto& operation : operations) {
    if (!bound_by_place(operation)) continue;
    for (const auto& who : kDesks) {
      if (!operation.open_to(who)) continue;
      INFO(operation.name << " by " << who.role);
      CHECK(problem_of(ask(who, operation, *operation.place_named(), who.own)) != kOutside);
    }
  }
}

TEST_CASE_METHOD(Jurisdictions, "every operation on a record of another county refuses it, or knows of none",
                 "[jurisdiction]") {
  const auto made = others();
  const auto before = entries();
  int cells = 0;
  for (const auto& operation : described(*desks.at("auditor"))) {
    const auto record = operation.record_named();
    if (!record || !made.contains(*record) || bound_by_place(operation) || bound_otherwise(operation.name)) continue;
    for (const auto& who : kDesks) {
      if (who.own == kCity || !operation.open_to(who)) continue;
      const auto response = ask(who, operation, *record, made.at(*record));
      INFO(operation.name << " by " << who.role << ": " << response.body);
      CHECK(hidden(response));
      ++cells;
    }
  }
  CHECK(cells > 100);
  CHECK(entries() == before);
}

TEST_CASE_METHOD(Jurisdictions,
                 "every operation is bound by a place, by a record, or stands in a table with its reason",
                 "[jurisdiction]") {
  const auto made = others();
  std::set<std::string> names;
  std::set<std::string> records;
  for (const auto& operation : described(*desks.at("auditor"))) {
    names.insert(operation.name);
    const auto record = operation.record_named();
    if (record) records.insert(*record);
    INFO(operation.name << ": say in a table of this file what bounds it");
    const bool by_record = record && (made.contains(*record) || kUnmadeRecords.contains(*record));
    const bool tabled = bound_otherwise(operation.name);
    CHECK((bound_by_place(operation) || by_record || tabled || kNamesAnotherPlace.contains(operation.name)));
    CHECK_FALSE((bound_by_place(operation) && tabled));
  }
  for (const auto& [name, reason] : kNamesAnotherPlace) CHECK(names.contains(name));
  for (const auto& [record, reason] : kUnmadeRecords) {
    INFO(record);
    CHECK(records.contains(record));
    CHECK_FALSE(made.contains(record));
  }
  for (const auto& [reason, listed] : kBoundOtherwise) {
    for (const auto& name : listed) {
      INFO(name);
      CHECK(names.contains(name));
    }
  }
}

}  // namespace anlan::test
