#pragma once

#include "access/key_ring.hpp"
#include "api/registry.hpp"
#include "divisions/divisions.hpp"
#include "relief/relief_catalogue.hpp"
#include "relief/way.hpp"
#include "supplies/goods.hpp"

namespace anlan::relief {

/// What the operations of the way stand on. All outlives the registry.
struct GateParts {
  const ReliefCatalogue& standards;
  const divisions::Divisions& divisions;
  access::KeyRing& keys;
  const supplies::GoodsCatalogue& goods;
};

/// campaign.pin, gate.*, payment.*, plan.*, relief.summary and the topics `gate` and `payment`.
void declare_gates(api::Registry& registry, const GateParts& parts);

/// relief.goods: what was handed out by decided lists.
void declare_relief_goods(api::Registry& registry, const GateParts& parts);

/// Parts of `declare_gates`.
void declare_campaign_pin(api::Registry& registry, const GateParts& parts);
void declare_gate_evidence(api::Registry& registry, const GateParts& parts);
void declare_gate_decisions(api::Registry& registry, const GateParts& parts);
void declare_gate_desk(api::Registry& registry, const GateParts& parts);
void declare_gate_queries(api::Registry& registry, const GateParts& parts);
void declare_plans(api::Registry& registry, const GateParts& parts);
void declare_relief_summary(api::Registry& registry, const GateParts& parts);
void declare_payments(api::Registry& registry, const GateParts& parts);
void declare_payees(api::Registry& registry, const GateParts& parts);
void declare_payment_files(api::Registry& registry, const GateParts& parts);

}  // namespace anlan::relief
