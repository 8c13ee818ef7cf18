#include <set>
#include <string>

#include "incidents/catalogue_reading.hpp"
#include "incidents/catalogue_schema.hpp"

namespace anlan::incidents {

using nlohmann::json;

namespace {

using Codes = std::set<std::string, std::less<>>;

std::string at(const std::string& pointer, std::size_t index) { return pointer + "/" + std::to_string(index); }

/// The values of `key` of the lines below `pointer`, each named once.
Result<Codes> distinct(const CatalogueFiles& files, const std::string& file, const std::string& pointer,
                       const char* key) {
  Codes codes;
  const auto& lines = files.at(file).at(json::json_pointer{pointer});
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& code = lines[i].at(key).get_ref<const std::string&>();
    if (codes.insert(code).second) continue;
    return bad_catalogue(file + ".json", at(pointer, i) + "/" + key, {code + " 出现了两次", code + " appears twice"});
  }
  return codes;
}

/// Every code of the list (or the one code) at `pointer` is among `known`.
Result<void> all_known(const CatalogueFiles& files, const std::string& file, const std::string& pointer,
                       const Codes& known) {
  const json::json_pointer place{pointer};
  if (!files.at(file).contains(place)) return {};
  const auto& value = files.at(file).at(place);
  if (value.is_null()) return {};
  for (const auto& code : value.is_array() ? value : json::array({value})) {
    const auto& text = code.get_ref<const std::string&>();
    if (!known.contains(text)) return bad_catalogue(file + ".json", pointer, {"没有 " + text, "there is no " + text});
  }
  return {};
}

/// The same for some fields of every line of a list.
Result<void> lines_known(const CatalogueFiles& files, const std::string& file, const std::string& list,
                         std::initializer_list<const char*> fields, const Codes& known) {
  const auto count = files.at(file).at(json::json_pointer{list}).size();
  for (std::size_t i = 0; i < count; ++i) {
    for (const auto* field : fields) {
      if (auto held = all_known(files, file, at(list, i) + "/" + field, known); !held) return held;
    }
  }
  return {};
}

Result<void> merges_fit(const json& indicators) {
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    const auto& line = indicators[i];
    const auto& value = line.at("value");
    const auto& merge = line.at("merge");
    const bool numeric = value == "integer" || value == "decimal2";
    const bool moment = value == "date" || value == "datetime";
    const bool of_times = merge == "earliest" || merge == "latest";
    const auto pointer = at("/indicators", i);
    if (merge != "none" && (of_times ? !moment : !numeric)) {
      return bad_catalogue("indicators.json", pointer + "/merge",
                           {"汇总方法与数值类型不符", "the merge rule does not fit the kind of value"});
    }
    if (!numeric && line.at("aspects").size() > 1) {
      return bad_catalogue("indicators.json", pointer + "/aspects",
                           {"只有数字才分实时值和累计值", "only numbers have an instant and a cumulative value"});
    }
    if (numeric && !line.contains("most")) {
      return bad_catalogue("indicators.json", pointer, {"缺少上限 most", "the limit `most` is missing"});
    }
  }
  return {};
}

Codes numeric_codes(const json& indicators) {
  Codes codes;
  for (const auto& line : indicators) {
    if (line.at("value") == "integer" || line.at("value") == "decimal2")
      codes.insert(line.at("code").get<std::string>());
  }
  return codes;
}

Result<void> deadlines_fit(const CatalogueFiles& files) {
  const auto& file = files.at("deadlines");
  if (file.at("warning").at("amber") >= file.at("warning").at("red")) {
    return bad_catalogue("deadlines.json", "/warning", {"黄色提醒应早于红色", "amber must come before red"});
  }
  const auto& lines = file.at("deadlines");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& until = lines[i].at("effective_to");
    if (until.is_null() || until >= lines[i].at("effective_from")) continue;
    return bad_catalogue("deadlines.json", at("/deadlines", i) + "/effective_to",
                         {"失效日期早于生效日期", "ends before it begins"});
  }
  return {};
}

}  // namespace

Result<void> cross_check(const CatalogueFiles& files) {
  const auto hazards = distinct(files, "hazards", "/hazards", "code");
  const auto indicators = distinct(files, "indicators", "/indicators", "code");
  const auto conditions = distinct(files, "deadlines", "/conditions", "code");
  for (const auto& codes :
       {hazards, indicators, conditions, distinct(files, "checks", "/checks", "id"),
        distinct(files, "checks", "/soft", "id"), distinct(files, "deadlines", "/deadlines", "id")}) {
    if (!codes) return fail(codes.error());
  }
  const auto numbers = numeric_codes(files.at("indicators").at("indicators"));
  for (const auto& held : {merges_fit(files.at("indicators").at("indicators")), deadlines_fit(files),
                           lines_known(files, "checks", "/checks", {"left", "right"}, numbers),
                           lines_known(files, "checks", "/soft", {"indicators"}, numbers),
                           lines_known(files, "deadlines", "/conditions", {"indicators"}, numbers),
                           lines_known(files, "deadlines", "/conditions", {"hazards"}, *hazards),
                           lines_known(files, "deadlines", "/conditions", {"replaces"}, *conditions),
                           lines_known(files, "deadlines", "/deadlines", {"condition"}, *conditions),
                           lines_known(files, "deadlines", "/deadlines", {"except_hazards"}, *hazards)}) {
    if (!held) return held;
  }
  return {};
}

}  // namespace anlan::incidents
