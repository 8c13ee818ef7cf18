#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/division_code.hpp"
#include "journal/view.hpp"
#include "relief/inquiry.hpp"

namespace anlan::relief {

/// Inquiries as they stand: table `inquiry`, a row each. `key.destroyed` takes away what was said in words.
class InquiryView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "inquiry"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"inquiry"}; }
  void apply(const journal::ApplyContext& context) override;
};

[[nodiscard]] std::optional<Inquiry> find_inquiry(store::Connection& db, const std::string& inquiry);

/// What an inquiry is about.
struct InquirySubject {
  std::string campaign;
  std::string rule;
  DivisionCode village;
  std::optional<std::string> household = {};
};
/// The newest about it.
[[nodiscard]] std::optional<Inquiry> inquiry_about(store::Connection& db, const InquirySubject& subject);

struct InquiryFilter {
  std::string campaign;
  DivisionCode within;
  std::optional<InquiryState> state = {};
  std::int64_t limit = 200;
  std::int64_t skip = 0;
};
/// The oldest first.
[[nodiscard]] std::vector<Inquiry> list_inquiries(store::Connection& db, const InquiryFilter& filter);

/// Accounts that entered or changed what an inquiry is about: the household, or any of the village's list.
[[nodiscard]] std::set<std::string> hands_of(store::Connection& db, const Inquiry& inquiry);

/// How a township's inquiries stand.
struct InquiryCount {
  std::string township;  ///< code
  std::int64_t open = 0;
  std::int64_t confirmed = 0;  ///< and not put right yet
  std::int64_t overdue = 0;    ///< of those
  std::int64_t dismissed = 0;
  std::int64_t closed = 0;
};
/// 督查: by township. `today`: "2027-01-31".
[[nodiscard]] std::vector<InquiryCount> count_inquiries(store::Connection& db, const std::string& campaign,
                                                        const DivisionCode& within, const std::string& today);

}  // namespace anlan::relief
