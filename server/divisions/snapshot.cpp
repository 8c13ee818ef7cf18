#include "divisions/snapshot.hpp"

#include <algorithm>

#include "journal/digest.hpp"

namespace anlan::divisions {
namespace {

constexpr std::size_t kVersionBytes = 8;  // enough to tell any two versions a site will ever have apart

/// Keeps the newest row of each code, by code.
std::vector<Division> newest(std::vector<Division> rows) {
  std::ranges::sort(rows, [](const Division& a, const Division& b) {
    return a.code != b.code ? a.code < b.code : a.valid_from > b.valid_from;
  });
  const auto repeated = std::ranges::unique(rows, {}, &Division::code);
  rows.erase(repeated.begin(), repeated.end());
  return rows;
}

std::string version_of(const std::vector<Division>& divisions, const Snapshot::Layers& layers) {
  std::string text;
  const auto add = [&text](std::string_view part) { text.append(part).push_back('\n'); };
  for (const auto& unit : divisions) {
    for (const std::string_view part : {std::string_view{unit.code.text()}, std::string_view{unit.name},
                                        to_string(unit.kind), std::string_view{unit.valid_from}}) {
      add(part);
    }
    add(unit.legal_parent ? unit.legal_parent->text() : "");
    add(unit.valid_to.value_or(""));
  }
  for (const auto& layer : layers) add(layer ? layer->facts().version : "");
  return journal::to_hex(journal::digest(journal::Algorithm::sha256, text).substr(0, kVersionBytes));
}

}  // namespace

Snapshot::Snapshot(std::vector<Division> divisions, Layers layers)
    : divisions_{newest(std::move(divisions))}, layers_{std::move(layers)}, version_{version_of(divisions_, layers_)} {
  for (const auto& unit : divisions_) {
    if (unit.open() && unit.parent) children_[*unit.parent].push_back(unit.code);
  }
}

const Division* Snapshot::find(const DivisionCode& code) const {
  const auto found = std::ranges::lower_bound(divisions_, code, {}, &Division::code);
  return found != divisions_.end() && found->code == code ? &*found : nullptr;
}

bool Snapshot::exists(const DivisionCode& code) const {
  const auto* unit = find(code);
  return unit != nullptr && unit->open();
}

std::string Snapshot::name_of(const DivisionCode& code) const {
  const auto* unit = find(code);
  return unit != nullptr ? unit->name : code.text();
}

std::string Snapshot::full_name_of(const DivisionCode& code) const {
  std::string name;
  for (const auto& unit : chain_of(code)) {
    if (unit.level() != Level::city || unit == code) name += name_of(unit);
  }
  return name;
}

const std::vector<DivisionCode>& Snapshot::children_of(const DivisionCode& code) const {
  static const std::vector<DivisionCode> kNone;
  const auto found = children_.find(code);
  return found == children_.end() ? kNone : found->second;
}

std::vector<DivisionCode> Snapshot::counties() const {
  std::vector<DivisionCode> codes;
  for (const auto& unit : divisions_) {
    if (unit.open() && unit.level() == Level::county) codes.push_back(unit.code);
  }
  return codes;
}

std::vector<DivisionCode> Snapshot::legal_chain_of(const DivisionCode& code) const {
  std::vector<DivisionCode> chain;
  const auto* unit = find(code);
  if (unit == nullptr || (unit->level() != Level::city && !unit->legal_parent)) return chain;
  // Each step is checked to lead to a wider level when a register is read, so this ends.
  for (; unit != nullptr; unit = unit->legal_parent ? find(*unit->legal_parent) : nullptr) chain.push_back(unit->code);
  std::ranges::reverse(chain);
  return chain;
}

const LayerIndex* Snapshot::layer(Level level) const noexcept { return layers_[static_cast<std::size_t>(level)].get(); }

std::vector<DivisionCode> chain_of(const DivisionCode& code) {
  std::vector<DivisionCode> chain;
  chain.reserve(4);
  for (std::optional<DivisionCode> unit = code; unit; unit = unit->parent()) chain.push_back(*unit);
  std::ranges::reverse(chain);
  return chain;
}

}  // namespace anlan::divisions
