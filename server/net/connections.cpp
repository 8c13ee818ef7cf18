#include "net/connections.hpp"

#include <utility>

namespace anlan::net {

Connections::Seat::Seat(std::shared_ptr<Connections> house, std::string address)
    : house_{std::move(house)}, address_{std::move(address)} {
  ++house_->seated_;
  ++house_->by_address_[address_];
}

Connections::Seat::~Seat() {
  if (!house_) return;  // moved from
  --house_->seated_;
  const auto found = house_->by_address_.find(address_);
  if (--found->second == 0) house_->by_address_.erase(found);
}

Connections::Membership::Membership(std::shared_ptr<Connections> house, Peer& peer)
    : house_{std::move(house)}, peer_{peer} {
  house_->peers_.insert(&peer_);
}

Connections::Membership::~Membership() { house_->peers_.erase(&peer_); }

std::optional<Connections::Seat> Connections::admit(std::string address) {
  const auto found = by_address_.find(address);
  const std::size_t taken = found == by_address_.end() ? 0 : found->second;
  if (seated_ >= most_ || taken >= most_per_address_) return std::nullopt;
  return std::optional<Seat>{std::in_place, shared_from_this(), std::move(address)};
}

void Connections::each(const std::function<void(Peer&)>& visit) const {
  for (auto* const peer : peers_) visit(*peer);
}

}  // namespace anlan::net
