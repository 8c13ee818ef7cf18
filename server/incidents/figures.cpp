#include "incidents/figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace anlan::incidents {

using nlohmann::json;

namespace {

constexpr std::size_t kLongestNote = 800;  // bytes: about 200 Chinese characters
constexpr std::size_t kLongestText = 400;
constexpr double kExactIntegers = 9'007'199'254'740'992.0;  // 2^53: beyond it a double skips hundredths

/// The wire's names of the three numbers a figure may carry.
struct AspectField {
  const char* name;
  Aspect aspect;
  std::optional<Amount> Figure::* member;
};
constexpr std::array<AspectField, 3> kAspectFields{{{"value", Aspect::single, &Figure::single},
                                                    {"instant", Aspect::instant, &Figure::instant},
                                                    {"cumulative", Aspect::cumulative, &Figure::cumulative}}};

using Faults = std::vector<FieldFault>;

void add(Faults& faults, std::string pointer, std::string zh, std::string en) {
  faults.push_back({std::move(pointer), {std::move(zh), std::move(en)}});
}

/// JSON carries decimals in binary; 0.07 is the double nearest to seven hundredths, and only such doubles pass.
std::optional<Amount> hundredths(const json& value) {
  if (value.is_number_integer()) {
    const auto whole = value.get<double>();
    if (std::abs(whole) * kHundred >= kExactIntegers) return std::nullopt;
    return value.get<Amount>() * kHundred;
  }
  const auto number = value.get<double>();
  const auto scaled = number * static_cast<double>(kHundred);
  if (!(std::abs(scaled) < kExactIntegers)) return std::nullopt;
  const auto rounded = std::llround(scaled);
  return static_cast<double>(rounded) / static_cast<double>(kHundred) == number ? std::optional<Amount>{rounded}
                                                                                : std::nullopt;
}

void check_amount(const Indicator& indicator, Amount amount, const std::string& pointer, Faults& faults) {
  if (amount < 0) {
    add(faults, pointer, indicator.name.zh + "不能是负数", indicator.name.en + " cannot be negative");
  } else if (indicator.kind == ValueKind::integer && amount % kHundred != 0) {
    add(faults, pointer, indicator.name.zh + "应为整数（" + indicator.unit.zh + "）",
        indicator.name.en + " is a whole number (" + indicator.unit.en + ")");
  } else if (amount > indicator.most) {
    add(faults, pointer,
        indicator.name.zh + "超过上限 " + amount_text(indicator.most) + "，请核对单位（" + indicator.unit.zh + "）",
        indicator.name.en + " is above " + amount_text(indicator.most) + "; check the unit (" + indicator.unit.en +
            ")");
  }
}

std::optional<Amount> read_amount(const Indicator& indicator, const json& value, const std::string& pointer,
                                  Faults& faults) {
  if (!value.is_number()) {
    add(faults, pointer, "应为数字；不清楚请填“不详”", "a number is expected; say unknown when it is not known");
    return std::nullopt;
  }
  const auto amount = hundredths(value);
  if (!amount) {
    add(faults, pointer, "最多两位小数，且不能过大", "at most two decimals, and not too large");
    return std::nullopt;
  }
  check_amount(indicator, *amount, pointer, faults);
  return amount;
}

bool is_words(const Indicator& indicator) { return !indicator.numeric(); }

bool has_aspect(const Indicator& indicator, Aspect aspect) {
  return !is_words(indicator) && indicator.stock == (aspect != Aspect::single);
}

void read_amounts(const Indicator& indicator, const json& value, const std::string& pointer, Figure& figure,
                  Faults& faults) {
  for (const auto& field : kAspectFields) {
    const auto found = value.find(field.name);
    if (found == value.end()) continue;
    const auto at = pointer + "/" + field.name;
    if (has_aspect(indicator, field.aspect)) {
      figure.*field.member = read_amount(indicator, *found, at, faults);
    } else if (is_words(indicator)) {
      add(faults, at, indicator.name.zh + "填文字（text），不填数字", indicator.name.en + " takes text, not a number");
    } else if (indicator.stock) {
      add(faults, at, indicator.name.zh + "分实时值（instant）和累计值（cumulative）填写",
          indicator.name.en + " has an instant and a cumulative value, not a single one");
    } else {
      add(faults, at, indicator.name.zh + "只有一个值（value）", indicator.name.en + " has a single value");
    }
  }
}

bool names_hazard(const Catalogue& catalogue, const std::string& code) {
  const auto* hazard = catalogue.hazard(code.substr(0, 2));
  return hazard != nullptr &&
         (code.size() == 2 || std::ranges::find(hazard->kinds, code, &SubHazard::code) != hazard->kinds.end());
}

bool fits(const Catalogue& catalogue, ValueKind kind, const std::string& text) {
  switch (kind) {
    case ValueKind::datetime:
      return parse_time(text).has_value();
    case ValueKind::date:
      return text.size() == 10 && parse_time(text + "T00:00:00+08:00").has_value();
    case ValueKind::hazard:
      return names_hazard(catalogue, text);
    default:
      return !text.empty() && text.size() <= kLongestText;
  }
}

void read_words(const Catalogue& catalogue, const Indicator& indicator, const json& value, const std::string& pointer,
                Figure& figure, Faults& faults) {
  const auto found = value.find("text");
  if (found == value.end()) return;
  const auto at = pointer + "/text";
  if (!is_words(indicator)) {
    add(faults, at, indicator.name.zh + "填数字，不填文字", indicator.name.en + " takes a number, not text");
  } else if (!found->is_string() || !fits(catalogue, indicator.kind, found->get_ref<const std::string&>())) {
    add(faults, at,
        "请按格式填写：日期 2021-07-20，时间 2021-07-20T20:00:00+08:00，灾种填代码 02 或 0201，其他文字不超过 400 字节",
        "write a date as 2021-07-20, a time as 2021-07-20T20:00:00+08:00, a hazard by its code 02 or 0201, other text "
        "in "
        "at most 400 bytes");
  } else {
    figure.text = found->get<std::string>();
  }
}

std::optional<Qualifier> parse_qualifier(const json& value) {
  if (value == "about") return Qualifier::about;
  if (value == "at_least") return Qualifier::at_least;
  return std::nullopt;
}

/// `qualifier` speaks of all the figure's numbers, `qualifiers` of one each.
void qualify(Figure& figure, const json& value) {
  const auto all = value.find("qualifier");
  const auto each = value.find("qualifiers");
  for (const auto& field : kAspectFields) {
    if (!(figure.*field.member)) continue;
    const auto* said = all == value.end() ? nullptr : &*all;
    if (each != value.end() && each->contains(field.name)) said = &each->at(field.name);
    if (const auto qualifier = said == nullptr ? std::nullopt : parse_qualifier(*said)) {
      figure.qualifiers[field.aspect] = *qualifier;
    }
  }
}

void check_qualifier(const json& value, const std::string& pointer, Faults& faults) {
  if (!parse_qualifier(value))
    add(faults, pointer, "只能是 about（约）或 at_least（至少）", "either about or at_least");
}

bool has_number(const Figure& figure, std::string_view name) {
  const auto* found = std::ranges::find(kAspectFields, name, &AspectField::name);
  return found != kAspectFields.end() && (figure.*found->member);
}

void read_qualifiers(const json& value, const std::string& pointer, Figure& figure, Faults& faults) {
  if (const auto all = value.find("qualifier"); all != value.end()) {
    check_qualifier(*all, pointer + "/qualifier", faults);
  }
  if (const auto each = value.find("qualifiers"); each != value.end()) {
    if (!each->is_object()) return add(faults, pointer + "/qualifiers", "应为对象", "an object is expected");
    for (const auto& [name, said] : each->items()) {
      const auto at = pointer + "/qualifiers/" + name;
      if (!has_number(figure, name)) add(faults, at, "没有填这个数", "there is no such number in this figure");
      check_qualifier(said, at, faults);
    }
  }
  qualify(figure, value);
}

void write_qualifiers(const Figure& figure, json& entry) {
  if (figure.qualifiers.empty()) return;
  std::vector<std::pair<const char*, std::string_view>> said;
  std::size_t numbers = 0;
  for (const auto& field : kAspectFields) {
    numbers += (figure.*field.member) ? 1 : 0;
    if (const auto found = figure.qualifiers.find(field.aspect); found != figure.qualifiers.end()) {
      said.emplace_back(field.name, to_string(found->second));
    }
  }
  const bool alike = std::ranges::all_of(said, [&said](const auto& one) { return one.second == said.front().second; });
  if (alike && said.size() == numbers) {
    entry["qualifier"] = said.front().second;
  } else {
    for (const auto& [name, word] : said) entry["qualifiers"][name] = word;
  }
}

void read_unknown(const json& value, const std::string& pointer, Figure& figure, Faults& faults) {
  const auto found = value.find("unknown");
  if (found == value.end()) return;
  if (*found != true) {
    add(faults, pointer + "/unknown", "只能是 true；有数时请去掉这一项",
        "only true; leave it out when there is a number");
  } else if (value.contains("value") || value.contains("instant") || value.contains("cumulative") ||
             value.contains("text") || value.contains("qualifier") || value.contains("qualifiers")) {
    add(faults, pointer + "/unknown", "“不详”不能同时填数", "unknown cannot go with a number");
  } else {
    figure.unknown = true;
  }
}

void read_note(const json& value, const std::string& pointer, Figure& figure, Faults& faults) {
  const auto found = value.find("note");
  if (found == value.end()) return;
  if (!found->is_string() || found->get_ref<const std::string&>().empty() ||
      found->get_ref<const std::string&>().size() > kLongestNote) {
    add(faults, pointer + "/note", "说明为 1 到 800 字节的文字", "a note is text of 1 to 800 bytes");
  } else {
    figure.note = found->get<std::string>();
  }
}

void refuse_strangers(const json& value, const std::string& pointer, Faults& faults) {
  static constexpr std::array<std::string_view, 8> kKnown{"value",     "instant",    "cumulative", "unknown",
                                                          "qualifier", "qualifiers", "note",       "text"};
  for (const auto& [name, unused] : value.items()) {
    if (std::ranges::find(kKnown, name) == kKnown.end()) {
      add(faults, pointer, "没有“" + name + "”这一项", "there is no field " + name);
    }
  }
}

bool says_nothing(const Figure& figure) {
  return !figure.unknown && !figure.single && !figure.instant && !figure.cumulative && figure.text.empty();
}

Figure read_figure(const Catalogue& catalogue, const Indicator& indicator, const json& value,
                   const std::string& pointer, Faults& faults) {
  Figure figure;
  if (!value.is_object()) {
    add(faults, pointer, "应为对象，例如 {\"value\": 12}", "an object is expected, e.g. {\"value\": 12}");
    return figure;
  }
  const auto before = faults.size();
  refuse_strangers(value, pointer, faults);
  read_unknown(value, pointer, figure, faults);
  read_amounts(indicator, value, pointer, figure, faults);
  read_words(catalogue, indicator, value, pointer, figure, faults);
  read_qualifiers(value, pointer, figure, faults);
  read_note(value, pointer, figure, faults);
  if (faults.size() == before && says_nothing(figure)) {
    add(faults, pointer, indicator.name.zh + "没有填数；不清楚请填“不详”",
        indicator.name.en + " says nothing; say unknown when it is not known");
  }
  return figure;
}

}  // namespace

std::string_view to_string(Qualifier qualifier) noexcept {
  return qualifier == Qualifier::about ? "about" : "at_least";
}

std::optional<Amount> Figure::at(Aspect aspect) const noexcept {
  for (const auto& field : kAspectFields) {
    if (field.aspect == aspect) return this->*field.member;
  }
  return std::nullopt;
}

Result<Figures> parse_figures(const json& value, const Catalogue& catalogue, const std::string& pointer) {
  Faults faults;
  Figures figures;
  if (!value.is_object()) {
    add(faults, pointer, "应为对象：指标代码到数", "an object from indicator code to figure is expected");
  } else {
    for (const auto& [code, figure] : value.items()) {
      const auto at = pointer + "/" + code;
      if (const auto* indicator = catalogue.indicator(code)) {
        figures.emplace(code, read_figure(catalogue, *indicator, figure, at, faults));
      } else {
        add(faults, at, "没有指标 " + code, "there is no indicator " + code);
      }
    }
  }
  if (faults.empty()) return figures;
  return fail({.kind = ProblemKind::invalid,
               .type = "bad-figures",
               .detail = {"有 " + std::to_string(faults.size()) + " 处填写有误，请按提示修改后重发",
                          std::to_string(faults.size()) + " figures are not as the form asks; correct them and resend"},
               .errors = std::move(faults)});
}

json to_json(const Figures& figures) {
  auto out = json::object();
  for (const auto& [code, figure] : figures) {
    auto& entry = out[code] = json::object();
    for (const auto& field : kAspectFields) {
      if (const auto& amount = figure.*field.member) entry[field.name] = amount_json(*amount);
    }
    if (figure.unknown) entry["unknown"] = true;
    if (!figure.text.empty()) entry["text"] = figure.text;
    write_qualifiers(figure, entry);
    if (!figure.note.empty()) entry["note"] = figure.note;
  }
  return out;
}

Figures read_figures(const json& value) {
  Figures figures;
  for (const auto& [code, entry] : value.items()) {
    auto& figure = figures[code];
    for (const auto& field : kAspectFields) {
      if (const auto found = entry.find(field.name); found != entry.end()) figure.*field.member = hundredths(*found);
    }
    figure.unknown = entry.value("unknown", false);
    figure.text = entry.value("text", "");
    figure.note = entry.value("note", "");
    qualify(figure, entry);
  }
  return figures;
}

void overlay(Figures& standing, const Figures& statement) {
  for (const auto& [code, figure] : statement) {
    auto& place = standing[code];
    auto later = figure;
    if (!later.unknown) {
      for (const auto& field : kAspectFields) {
        if (field.aspect == Aspect::single || later.*field.member) continue;
        later.*field.member = place.*field.member;
        if (place.estimated(field.aspect)) later.qualifiers[field.aspect] = place.qualifiers.at(field.aspect);
      }
    }
    place = std::move(later);
  }
}

json amount_json(Amount amount) {
  if (amount % kHundred == 0) return amount / kHundred;
  return static_cast<double>(amount) / static_cast<double>(kHundred);
}

std::string amount_text(Amount amount) {
  const auto whole = amount / kHundred;
  const auto part = amount % kHundred;
  if (part == 0) return std::to_string(whole);
  auto text = fmt::format("{}.{:02}", whole, part);
  if (text.back() == '0') text.pop_back();
  return text;
}

std::vector<Aspect> aspects_of(const Indicator& indicator) {
  if (is_words(indicator)) return {};
  return indicator.stock ? std::vector{Aspect::instant, Aspect::cumulative} : std::vector{Aspect::single};
}

}  // namespace anlan::incidents
