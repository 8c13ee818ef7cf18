#include "relief/relief_facts.hpp"

#include <memory>

#include "relief/audit_entries.hpp"
#include "relief/audit_view.hpp"
#include "relief/campaign_entries.hpp"
#include "relief/campaign_view.hpp"
#include "relief/gate_entries.hpp"
#include "relief/gate_view.hpp"
#include "relief/home_entries.hpp"
#include "relief/home_view.hpp"
#include "relief/household_entries.hpp"
#include "relief/household_photo_entries.hpp"
#include "relief/household_photo_view.hpp"
#include "relief/household_view.hpp"
#include "relief/inquiry_entries.hpp"
#include "relief/inquiry_view.hpp"
#include "relief/likeness_entries.hpp"
#include "relief/likeness_view.hpp"
#include "relief/objection_view.hpp"
#include "relief/opened_rows.hpp"
#include "relief/outside_entries.hpp"
#include "relief/outside_view.hpp"
#include "relief/payment_entries.hpp"
#include "relief/payment_view.hpp"
#include "relief/person_view.hpp"
#include "relief/pin_entries.hpp"
#include "relief/pin_view.hpp"
#include "relief/referral_entries.hpp"
#include "relief/referral_view.hpp"

namespace anlan::relief {

void declare_facts(journal::EntryTypes& types, journal::ViewSet& views, access::KeyRing& keys) {
  declare_campaign_entries(types);
  declare_pin_entries(types);
  declare_household_entries(types);
  declare_household_photo_entries(types);
  declare_home_entries(types);
  declare_gate_entries(types);
  declare_payment_entries(types);
  declare_referral_entries(types);
  declare_outside_entries(types);
  declare_inquiry_entries(types);
  declare_likeness_entries(types);
  declare_audit_entries(types);
  views.add(std::make_unique<CampaignView>());
  views.add(std::make_unique<PinView>());
  const auto opened = std::make_shared<OpenedRows>(keys);
  views.add(std::make_unique<HouseholdView>(opened));
  views.add(std::make_unique<HouseholdPhotoView>());
  views.add(std::make_unique<HomeView>(keys));
  views.add(std::make_unique<PersonView>(opened));
  views.add(std::make_unique<GateView>());
  views.add(std::make_unique<ObjectionView>());
  views.add(std::make_unique<PaymentView>());
  views.add(std::make_unique<ReferralView>());
  views.add(std::make_unique<OutsideView>(keys));
  views.add(std::make_unique<InquiryView>());
  views.add(std::make_unique<LikenessView>());
  views.add(std::make_unique<AuditView>());
}

}  // namespace anlan::relief
