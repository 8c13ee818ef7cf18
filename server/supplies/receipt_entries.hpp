#pragma once

#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "supplies/paper_receipt.hpp"
#include "supplies/receipt.hpp"

namespace anlan::supplies {

/// On the stream `receipt/<uuid of the waybill>`, heard by the sending side alone: `receipt_key_json`.
inline constexpr std::string_view kReceiptOpened = "receipt.opened";
/// On the stream `receipt/<uuid of the receipt>`, heard by both ends: `device_receipt_json`. What it moves is said by
/// the `waybill.received` and `stock.moved` that come with it; nothing when it contradicts an earlier one.
inline constexpr std::string_view kReceiptSigned = "receipt.signed";

/// On the stream `receipt_paper/<uuid of the waybill, or of the receipt a device signed>`, heard by both ends:
/// `paper_receipt_json`, whole each time.
inline constexpr std::string_view kPaperEntered = "receipt.paper_entered";
inline constexpr std::string_view kReceiptContradicted = "receipt.contradicted";
inline constexpr std::string_view kPaperRuled = "receipt.paper_ruled";

void declare_receipt_entries(journal::EntryTypes& types);

[[nodiscard]] std::string receipt_stream(const std::string& id);

[[nodiscard]] journal::Draft receipt_opened(const ReceiptKey& key);
[[nodiscard]] journal::Draft paper_fact(std::string_view type, const PaperReceipt& paper);
[[nodiscard]] journal::Draft receipt_signed(const DeviceReceipt& receipt);

}  // namespace anlan::supplies
