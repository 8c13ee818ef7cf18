#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "supplies/receipt.hpp"
#include "supplies/waybill_rules.hpp"

namespace anlan::supplies {

/// Which of two accounts of one arrival was right.
struct PaperRuling {
  std::string holds;  ///< "paper", "receipt"
  std::string reason;
  Instant at = {};
  journal::Actor by = {};
};

/// A line where the paper and what was recorded before say different things.
struct PaperDoubt {
  std::size_t line = 0;
  std::string item;
  Quantity sent = 0;
  Quantity received = 0;  ///< as recorded, damaged ones included
  Quantity damaged = 0;
  Quantity paper_received = 0;
  Quantity paper_damaged = 0;
};

/// The waybill's paper, signed and stamped by hand: entered afterwards, it stays the legal paper. It confirms what a
/// device or a desk recorded before, or contradicts it; where nothing was recorded it is the receipt. A receipt that a
/// device signed and that came after another one which says something else is such a second account, too.
struct PaperReceipt {
  std::string waybill;  ///< uuid
  std::string device;   ///< uuid of the receipt a device signed; empty for the paper, which then has number and stamp
  std::string number;   ///< of the waybill
  std::string paper;    ///< number printed on the paper
  bool stamp_seen = false;
  std::string scan;  ///< hash of its picture; empty when a device sent none
  std::vector<ReceiptLine> lines = {};
  Instant signed_at = {};  ///< as the paper says
  Instant entered_at = {};
  journal::Actor entered_by = {};
  bool first = false;  ///< nothing was recorded before it
  std::vector<PaperDoubt> doubts = {};
  std::optional<Instant> due_at = {};  ///< when a contradiction has to be settled
  std::optional<PaperRuling> ruling = {};
  DivisionCode from;
  DivisionCode to;
  bool exercise = false;
};

[[nodiscard]] nlohmann::json paper_receipt_json(const PaperReceipt& paper);
[[nodiscard]] PaperReceipt read_paper_receipt(const nlohmann::json& body);

/// Where the paper's counts differ from the waybill's own. Both count every line.
[[nodiscard]] std::vector<PaperDoubt> doubts_between(const Waybill& waybill, const std::vector<Count>& paper);

/// Whether the paper's counts fit what was sent, whatever was recorded before. Problems: as `counts_of`;
/// `waybill-not-dispatched` (409) before it left.
[[nodiscard]] Result<std::vector<Count>> paper_counts(Waybill waybill, const std::vector<ReceiptLine>& lines);

/// Problem `paper-entered` (409) that names the first paper.
[[nodiscard]] Problem paper_entered(const PaperReceipt& first);

/// Problem `no-open-case` (409) unless the account contradicts what was recorded and nobody ruled yet.
[[nodiscard]] Result<void> check_ruling(const std::optional<PaperReceipt>& paper);

}  // namespace anlan::supplies
