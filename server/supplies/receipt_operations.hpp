#pragma once

#include <functional>
#include <string_view>

#include "access/key_ring.hpp"
#include "access/throttle.hpp"
#include "api/registry.hpp"
#include "divisions/divisions.hpp"
#include "journal/journal.hpp"
#include "store/reader_pool.hpp"
#include "store/writer.hpp"
#include "supplies/goods.hpp"
#include "supplies/norms.hpp"

namespace anlan::supplies {

/// What receipts stand on. All outlive the registry.
struct ReceiptParts {
  const GoodsCatalogue& goods;
  const NormsCatalogue& norms;
  access::KeyRing& keys;
  store::Writer& writer;
  store::ReaderPool& readers;
  journal::Journal& journal;
  const divisions::Divisions& divisions;
  /// Whether bytes are the whole photo that they say; on a reader's thread.
  std::function<Result<void>(std::string_view media_type, std::string_view bytes)> check_photo;
  access::ThrottleLimits limits = {};
  access::UptimeClock clock = access::uptime;
};

/// receipt.look, receipt.sign, receipt.photo and receipt.checkpoint for whoever has the paper and no account;
/// receipt.code, receipt.list, receipt.reveal, receipt.enter_paper, receipt.papers, waybill.checkpoint,
/// waybill.checkpoints, case.list, case.rule and record.list for those who have one.
void declare_receipts(api::Registry& registry, const ReceiptParts& parts);

/// Its other parts: what is read, and papers entered afterwards.
void declare_receipt_queries(api::Registry& registry, const ReceiptParts& parts);
void declare_paper_receipts(api::Registry& registry, const ReceiptParts& parts);

}  // namespace anlan::supplies
