#pragma once

#include <memory>

#include "access/changes.hpp"
#include "access/key_ring.hpp"
#include "app/config.hpp"
#include "base/result.hpp"
#include "divisions/divisions.hpp"
#include "divisions/road_import.hpp"
#include "incidents/catalogue.hpp"
#include "journal/entry_types.hpp"
#include "journal/view.hpp"
#include "relief/goods_list.hpp"
#include "relief/relief_catalogue.hpp"
#include "relief/rule_pack.hpp"
#include "supplies/goods.hpp"
#include "supplies/norms.hpp"

namespace anlan::app {

/// What the rooms are made of, whether sockets are open or not: the catalogues, the entry types, the views and the
/// divisions. Every command of the program builds the same house, so that `replay` and `serve` cannot disagree.
struct House {
  /// Problem `bad-catalogue` when what ships with the program cannot be read, `bad-key-file` when the site's keys
  /// cannot.
  [[nodiscard]] static Result<std::unique_ptr<House>> build(const Config& config);

  /// For rules of access: whether a code is one of the divisions in force.
  [[nodiscard]] access::DivisionKnown division_known() const;

  incidents::Catalogue catalogue;
  supplies::GoodsCatalogue goods;
  supplies::NormsCatalogue norms;
  relief::ReliefCatalogue standards;
  relief::RulePack rules;
  journal::EntryTypes types;
  journal::ViewSet views;
  divisions::Divisions divisions;
  divisions::Roads roads;
  std::unique_ptr<access::KeyRing> keys;            ///< of personal data, in the data directory
  std::unique_ptr<relief::GoodsLists> goods_lists;  ///< by which households are entitled to goods
};

}  // namespace anlan::app
