#include "relief/payment_entries.hpp"

namespace anlan::relief {

void declare_payment_entries(journal::EntryTypes& types) {
  for (const auto type : {kPaymentSent, kPaymentAnswered, kPaymentHanded, kPaymentClosed, kPayeeConfirmed}) {
    types.declare({.name = std::string{type}});
  }
}

}  // namespace anlan::relief
