#pragma once

#include <memory>
#include <string>
#include <vector>

#include "access/throttle.hpp"
#include "api/registry.hpp"
#include "supplies/receipt_operations.hpp"
#include "supplies/receipt_rules.hpp"

namespace anlan::supplies {

// What is done with a waybill's paper alone, without an account, goes through one door: a code is guessed at any of it.

using Gate = std::shared_ptr<access::Throttle>;
[[nodiscard]] Gate receipt_gate(const ReceiptParts& parts);

/// The parameters by which a paper is shown, added to an operation's own.
[[nodiscard]] std::vector<api::Field> with_shown(std::vector<api::Field> fields);
/// What was shown. Problem `bad-receipt` when nothing was.
[[nodiscard]] Result<Shown> shown_in(const nlohmann::json& params);

/// Whose tries are counted together: those at one waybill's digits, and those of one address at tokens.
[[nodiscard]] std::string tries_of(const Shown& shown, const std::string& remote);
/// A try that was let in was no guess, unless it ended in a wrong code.
void judge(access::Throttle& gate, const std::string& tries, const std::string& remote,
           const Result<nlohmann::json>& outcome);

/// receipt.checkpoint for the driver's telephone; waybill.checkpoint and waybill.checkpoints for those with an account.
void declare_checkpoint_operations(api::Registry& registry, const ReceiptParts& parts, const Gate& gate);

}  // namespace anlan::supplies
