#include "incidents/catalogue.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "incidents/catalogue_file.hpp"
#include "incidents/catalogue_reading.hpp"
#include "journal/digest.hpp"

namespace anlan::incidents {

using nlohmann::json;

namespace {

constexpr std::array<const char*, 4> kNames{"hazards", "indicators", "checks", "deadlines"};

constexpr std::array<std::pair<Aspect, std::string_view>, 3> kAspects{
    {{Aspect::single, "single"}, {Aspect::instant, "instant"}, {Aspect::cumulative, "cumulative"}}};

template <class List>
auto find_code(const List& list, std::string_view code) -> decltype(list.data()) {
  const auto found = std::ranges::find_if(list, [code](const auto& line) { return line.code == code; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

std::string_view to_string(Aspect aspect) noexcept {
  return std::ranges::find(kAspects, aspect, &std::pair<Aspect, std::string_view>::first)->second;
}

std::optional<Aspect> parse_aspect(std::string_view text) noexcept {
  const auto found = std::ranges::find(kAspects, text, &std::pair<Aspect, std::string_view>::second);
  return found == kAspects.end() ? std::nullopt : std::optional{found->first};
}

std::string_view to_string(Merge merge) noexcept {
  switch (merge) {
    case Merge::none:
      return "none";
    case Merge::sum:
      return "sum";
    case Merge::maximum:
      return "max";
    case Merge::minimum:
      return "min";
    case Merge::earliest:
      return "earliest";
    case Merge::latest:
      return "latest";
  }
  return "none";
}

Result<Catalogue> Catalogue::load(const std::filesystem::path& data) {
  Catalogue catalogue;
  std::string covered;
  for (const auto* name : kNames) {
    auto document = read_catalogue_file(data, name, covered);
    if (!document) return fail(std::move(document.error()));
    catalogue.originals_.emplace(name, std::move(*document));
  }
  const auto& files = catalogue.originals_;
  if (auto held = cross_check(files); !held) return fail(std::move(held.error()));
  catalogue.hazards_ = read_hazards(files.at("hazards"));
  catalogue.indicators_ = read_indicators(files.at("indicators"));
  catalogue.checks_ = read_checks(files.at("checks"));
  catalogue.soft_checks_ = read_soft_checks(files.at("checks"));
  catalogue.conditions_ = read_conditions(files.at("deadlines"));
  catalogue.deadlines_ = read_deadlines(files.at("deadlines"));
  const auto& colours = files.at("deadlines").at("warning");
  catalogue.clock_colours_ = {colours.at("amber"), colours.at("red")};
  catalogue.digest_ = journal::to_hex(journal::digest(journal::Algorithm::sha256, covered));
  return catalogue;
}

const Hazard* Catalogue::hazard(std::string_view code) const { return find_code(hazards_, code); }
const Condition* Catalogue::condition(std::string_view code) const { return find_code(conditions_, code); }

const Indicator* Catalogue::indicator(std::string_view code) const {
  const auto found = indicators_.find(code);
  return found == indicators_.end() ? nullptr : &found->second;
}

const json* Catalogue::original(std::string_view name) const {
  const auto found = originals_.find(name);
  return found == originals_.end() ? nullptr : &found->second;
}

}  // namespace anlan::incidents
