#pragma once

#include "access/key_ring.hpp"
#include "relief/goods_rules.hpp"
#include "relief/relief_catalogue.hpp"
#include "supplies/entitled.hpp"
#include "supplies/goods.hpp"
#include "supplies/handout_view.hpp"

namespace anlan::relief {

/// The winter's decided lists, as whoever hands goods out asks for them: whom a key means, and what it may still have.
/// What was given is the stock ledger's to say; nothing of it is kept here.
class GoodsLists final : public supplies::EntitledLists {
 public:
  /// All of them outlive this.
  GoodsLists(const ReliefCatalogue& standards, const supplies::GoodsCatalogue& goods, const access::KeyRing& keys)
      : standards_{standards}, goods_{goods}, keys_{keys} {}

  [[nodiscard]] Result<supplies::EntitledHousehold> find(store::Connection& db,
                                                         const std::string& household) const override;
  [[nodiscard]] Result<void> check(store::Connection& db, const supplies::Handout& handout) const override;

 private:
  [[nodiscard]] GoodsRow row_of(store::Connection& db, const supplies::Handout& handout, std::size_t at) const;

  const ReliefCatalogue& standards_;
  const supplies::GoodsCatalogue& goods_;
  const access::KeyRing& keys_;
};

/// What was given, as the rules count it.
[[nodiscard]] std::vector<GoodsAmount> amounts_of(const std::vector<supplies::GoodsGiven>& given,
                                                  const ReliefCatalogue& standards);

/// What goods given come to in money (折款). Nothing when one of them has no price.
[[nodiscard]] std::optional<std::int64_t> worth_of(const std::vector<supplies::GoodsGiven>& given);

}  // namespace anlan::relief
