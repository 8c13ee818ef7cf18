#pragma once

#include <string>
#include <vector>

#include "access/key_ring.hpp"
#include "relief/household.hpp"
#include "relief/payment.hpp"
#include "store/database.hpp"

namespace anlan::relief {

// Whom money goes to: signed with the amounts as a keyed mark, and compared with the household as it stands before
// anything is sent.

[[nodiscard]] Payee payee_of(const Personal& personal);

/// The mark of a household's payee: its head's name and identity number, its account and the account's name, under the
/// site's key. Of one campaign and household only, so that marks tell nothing about two lists. Problems of
/// KeyRing::mark.
[[nodiscard]] Result<std::string> payee_mark(access::KeyRing& keys, const std::string& campaign,
                                             const std::string& household, const Personal& personal);

/// The village's payments by card that are not with the bank and not settled, with whom they would go to now. A
/// household that moved since is paid where it was approved; one that was withdrawn is not. `here` are those on the
/// village's list. Problems of KeyRing::mark.
[[nodiscard]] Result<std::vector<OpenPayment>> open_card_payments(store::Connection& db, access::KeyRing& keys,
                                                                  const std::string& campaign,
                                                                  const DivisionCode& village,
                                                                  const std::vector<Household>& here);

}  // namespace anlan::relief
