#include "supplies/receipt_entries.hpp"

#include <nlohmann/json.hpp>

#include "supplies/document_entries.hpp"

namespace anlan::supplies {

void declare_receipt_entries(journal::EntryTypes& types) {
  types.declare({.name = std::string{kReceiptOpened}});
  for (const auto type : {kReceiptSigned, kPaperEntered, kReceiptContradicted, kPaperRuled}) {
    types.declare({.name = std::string{type}, .reach = journal::Reach::both});
  }
}

std::string receipt_stream(const std::string& id) { return "receipt/" + id; }

journal::Draft receipt_opened(const ReceiptKey& key) {
  return {.stream = receipt_stream(key.waybill),
          .type = std::string{kReceiptOpened},
          .division = key.division,
          .body = receipt_key_json(key),
          .exercise = key.exercise};
}

journal::Draft receipt_signed(const DeviceReceipt& receipt) {
  return {.stream = receipt_stream(receipt.receipt),
          .type = std::string{kReceiptSigned},
          .division = above_both(receipt.from.value(), receipt.to.value()),
          .body = device_receipt_json(receipt),
          .exercise = receipt.exercise,
          .occurred_at = receipt.at,
          .received_at = receipt.received_at};
}

journal::Draft paper_fact(std::string_view type, const PaperReceipt& paper) {
  return {.stream = "receipt_paper/" + (paper.device.empty() ? paper.waybill : paper.device),
          .type = std::string{type},
          .division = above_both(paper.from, paper.to),
          .body = paper_receipt_json(paper),
          .exercise = paper.exercise,
          .occurred_at = type == kPaperRuled ? std::nullopt : std::optional{paper.signed_at}};
}

}  // namespace anlan::supplies
