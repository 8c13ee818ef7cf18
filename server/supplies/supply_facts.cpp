#include "supplies/supply_facts.hpp"

#include <memory>

#include "supplies/allocation_draft_entries.hpp"
#include "supplies/allocation_draft_view.hpp"
#include "supplies/aside_entries.hpp"
#include "supplies/aside_view.hpp"
#include "supplies/checkpoint_entries.hpp"
#include "supplies/checkpoint_view.hpp"
#include "supplies/document_entries.hpp"
#include "supplies/document_view.hpp"
#include "supplies/donation_entries.hpp"
#include "supplies/donation_view.hpp"
#include "supplies/handout_entries.hpp"
#include "supplies/handout_view.hpp"
#include "supplies/loan_entries.hpp"
#include "supplies/loan_view.hpp"
#include "supplies/movement_entries.hpp"
#include "supplies/need_view.hpp"
#include "supplies/place_entries.hpp"
#include "supplies/place_view.hpp"
#include "supplies/receipt_entries.hpp"
#include "supplies/receipt_view.hpp"
#include "supplies/requisition_entries.hpp"
#include "supplies/requisition_view.hpp"
#include "supplies/stock_view.hpp"
#include "supplies/stocktake_entries.hpp"
#include "supplies/stocktake_view.hpp"

namespace anlan::supplies {

void declare_facts(journal::EntryTypes& types, journal::ViewSet& views) {
  declare_place_entries(types);
  declare_stock_entries(types);
  declare_document_entries(types);
  declare_checkpoint_entries(types);
  declare_allocation_entries(types);
  declare_receipt_entries(types);
  declare_stocktake_entries(types);
  declare_donation_entries(types);
  declare_handout_entries(types);
  declare_loan_entries(types);
  declare_requisition_entries(types);
  declare_aside_entries(types);
  views.add(std::make_unique<PlaceView>());
  views.add(std::make_unique<StockView>());
  views.add(std::make_unique<DocumentView>());
  views.add(std::make_unique<CheckpointView>());
  views.add(std::make_unique<ReceiptView>());
  views.add(std::make_unique<StocktakeView>());
  views.add(std::make_unique<AsideView>());
  views.add(std::make_unique<NeedView>());
  views.add(std::make_unique<AllocationDraftView>());
  views.add(std::make_unique<DonationView>());
  views.add(std::make_unique<HandoutView>());
  views.add(std::make_unique<LoanView>());
  views.add(std::make_unique<RequisitionView>());
}

}  // namespace anlan::supplies
