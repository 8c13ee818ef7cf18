#include "relief/payment_payees.hpp"

#include <unordered_map>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/json_fields.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_queries.hpp"
#include "relief/payment_view.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

Result<OpenPayment> open_payment(access::KeyRing& keys, const Household& household, const PaymentLine& line) {
  OpenPayment out{.line = line, .number = household.ordinal, .version = household.version};
  const auto personal = unseal_personal(keys, household.sealed);
  if (!personal) return out;
  out.payee = payee_of(*personal);
  return payee_mark(keys, household.campaign, household.household, *personal).map([&](std::string mark) {
    out.mark = std::move(mark);
    return std::move(out);
  });
}

}  // namespace

Payee payee_of(const Personal& personal) {
  const auto& head = personal.head();
  return {personal.account_name.value_or(head.name), head.id_number.value_or(""), personal.account.value_or("")};
}

Result<std::string> payee_mark(access::KeyRing& keys, const std::string& campaign, const std::string& household,
                               const Personal& personal) {
  constexpr std::size_t kDigits = 32;
  const auto& head = personal.head();
  const json said{campaign,
                  household,
                  head.name,
                  or_null(head.id_number),
                  or_null(personal.account),
                  or_null(personal.account_name)};
  return keys.mark("payee", dump(said)).map([](const std::string& hex) { return hex.substr(0, kDigits); });
}

Result<std::vector<OpenPayment>> open_card_payments(store::Connection& db, access::KeyRing& keys,
                                                    const std::string& campaign, const DivisionCode& village,
                                                    const std::vector<Household>& here) {
  std::unordered_map<std::string_view, const Household*> known;
  for (const auto& household : here) known.emplace(household.household, &household);
  std::vector<OpenPayment> out;
  for (const auto& [key, line] : payment_lines(db, campaign, village)) {
    if (line.state != LineState::ready && line.state != LineState::returned) continue;
    const auto found = known.find(line.household);
    const auto moved = found == known.end() ? find_household(db, line.household) : std::nullopt;
    const auto* household = found != known.end() ? found->second : moved ? &*moved : nullptr;
    if (household == nullptr || household->state == HouseholdState::withdrawn) continue;
    if (household->facts.pay_by != PayBy::card) continue;
    auto payment = open_payment(keys, *household, line);
    if (!payment) return fail(std::move(payment.error()));
    out.push_back(std::move(*payment));
  }
  return out;
}

}  // namespace anlan::relief
