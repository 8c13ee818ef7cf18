#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "divisions/division.hpp"
#include "divisions/layer_index.hpp"
#include "divisions/locating.hpp"

namespace anlan::divisions {

/// All divisions and boundaries at one moment. Immutable, so that any thread may ask it anything without a lock.
class Snapshot {
 public:
  using Layers = std::array<std::shared_ptr<const LayerIndex>, 4>;  ///< by level; empty where no layer was adopted

  Snapshot() = default;
  /// `divisions` may hold several rows per code; the newest one speaks for it.
  Snapshot(std::vector<Division> divisions, Layers layers);

  /// Changes whenever a division or a boundary does; the `layer_version` of the wire.
  [[nodiscard]] const std::string& version() const noexcept { return version_; }
  [[nodiscard]] bool empty() const noexcept { return divisions_.empty(); }

  /// The newest row of a code, closed or not; null for a code nobody ever had.
  [[nodiscard]] const Division* find(const DivisionCode& code) const;
  /// Whether the unit exists today.
  [[nodiscard]] bool exists(const DivisionCode& code) const;
  /// Its name, also when it is no more; the code's digits for a code nobody ever had.
  [[nodiscard]] std::string name_of(const DivisionCode& code) const;
  /// The names from the county down, "沁阳市崇义镇": what a message needs, because villages share names.
  [[nodiscard]] std::string full_name_of(const DivisionCode& code) const;
  /// Units that exist today and have this one as their statistical parent, by code.
  [[nodiscard]] const std::vector<DivisionCode>& children_of(const DivisionCode& code) const;
  /// The units of county level, functional zones included, by code.
  [[nodiscard]] std::vector<DivisionCode> counties() const;
  /// The legal way from the city down to the unit, itself last. Shorter than the statistical one when the law does not
  /// know a unit on the way; empty for a unit the law itself does not know.
  [[nodiscard]] std::vector<DivisionCode> legal_chain_of(const DivisionCode& code) const;
  /// The newest row of every code, by code.
  [[nodiscard]] const std::vector<Division>& divisions() const noexcept { return divisions_; }

  /// Which village a point lies in, and what is doubtful about it. A few microseconds; more outside the city.
  [[nodiscard]] Located locate(const PointClaim& claim) const;

  /// Null where no layer of the level was adopted.
  [[nodiscard]] const LayerIndex* layer(Level level) const noexcept;
  [[nodiscard]] const Layers& layers() const noexcept { return layers_; }

 private:
  struct Hit {
    const LayerIndex* layer = nullptr;
    const LayerIndex::Unit* unit = nullptr;
  };
  [[nodiscard]] Hit hit(gis::Point point) const noexcept;
  void doubt_outside(gis::Point point, std::vector<Doubt>& doubts) const;
  void doubt_offset(const PointClaim& claim, const Hit& found, std::vector<Doubt>& doubts) const;
  void doubt_border(gis::Point point, const Hit& found, std::vector<Doubt>& doubts) const;

  std::vector<Division> divisions_;
  std::map<DivisionCode, std::vector<DivisionCode>> children_;
  Layers layers_;
  std::string version_;
};

/// The statistical way from the city down to the unit, itself last: the code's digits say it.
[[nodiscard]] std::vector<DivisionCode> chain_of(const DivisionCode& code);

}  // namespace anlan::divisions
