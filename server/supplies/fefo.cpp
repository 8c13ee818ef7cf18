#include "supplies/fefo.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace anlan::supplies {

Proposal propose_picks(std::vector<Pick> stock, Quantity asked, const Day& on) {
  std::ranges::sort(stock, {}, [](const Pick& pick) {
    const auto& batch = pick.batch;
    return std::tuple{!batch.facts.expires_on, batch.facts.expires_on.value_or(""), std::string_view{batch.received_on},
                      std::string_view{batch.label}, std::string_view{pick.bin}};
  });
  Proposal proposal{.missing = asked};
  for (auto& pile : stock) {
    if (pile.batch.expired_on(on)) {
      proposal.expired.push_back(std::move(pile));
    } else if (proposal.missing > 0 && pile.quantity > 0) {
      pile.quantity = std::min(pile.quantity, proposal.missing);
      proposal.missing -= pile.quantity;
      proposal.picks.push_back(std::move(pile));
    }
  }
  return proposal;
}

}  // namespace anlan::supplies
