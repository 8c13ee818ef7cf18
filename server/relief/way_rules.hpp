#pragma once

#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "relief/way.hpp"

namespace anlan::relief {

/// What is missing before the list may leave its stage, everything at once; empty when the gate is open. Each says what
/// to do next. Types begin with the gate's: `report-empty`, `report-incomplete`, `review-no-meeting`, `review-bench`,
/// `review-undeclared`, `review-ahead`, `review-before-application`, `review-kin-voted`, `review-not-voted`,
/// `review-voted-down`, `review-minutes`, `notice-not-posted`, `notice-too-short`, `notice-photo`, `notice-photo-time`,
/// `notice-photo-place`, `notice-photo-reused`, `notice-objection-open`, `notice-objection-upheld`, `notice-not-voted`,
/// `notice-incomplete`, `township-objection-open`, `township-objection-upheld`, `township-not-voted`,
/// `township-incomplete`, `township-not-hung`, `township-no-sample`, `township-visits`, `township-own-visit`,
/// `township-visit-unsettled`, `county-objection-open`, `county-objection-upheld`, `county-not-voted`,
/// `county-incomplete`, `county-not-hung`, `county-not-frozen`, `county-changed`, `county-signatures`,
/// `county-own-signature`, `allotment-objection-open`, `allotment-objection-upheld`, `allotment-none`,
/// `allotment-short`, `payment-none`, `payment-underway`, `payment-returned`, `payment-unequal`,
/// `second-notice-not-posted`, `second-notice-photo`, `relieved-unconfirmed`, `follow-up-visits`.
[[nodiscard]] std::vector<Problem> missing_at_gate(const GatedList& list, const GateRules& rules, Instant now);

/// Lets the list through its gate: the stage it comes to. Problems: `gate-closed` (409) with everything that is
/// missing, `own-entry` (403) when whoever lets it through entered or changed a row and the gate is a review (township,
/// county), `way-finished` (409).
[[nodiscard]] Result<Stage> pass_gate(const GatedList& list, const GateRules& rules, std::string_view by, Instant now);

/// Sends the list back: to `to`, an earlier stage, with a reason. Once a payment was sent nothing goes back behind
/// payment, whatever became of it; what is wrong then is a case of its own. Problems: `bad-return` (422),
/// `already-paid` (409).
[[nodiscard]] Result<void> check_return(const GatedList& list, Stage to, std::string_view reason);

/// From when a row's days of notice count: since it was posted, entered, changed in what is shown or decides its
/// amount, or an objection to it was settled, whichever came last. An objection that is not settled stops the clock:
/// nothing. Once the list left its notice, an objection that was turned down starts nothing anew, nor does a correction
/// to fewer people that a visit asked for.
[[nodiscard]] std::optional<Instant> notice_clock_of(const GatedRow& row, const GatedList& list);

/// Whole days in Beijing that a notice has hung: the day of posting does not count (民法典 art. 201), nor does today.
[[nodiscard]] int notice_days_done(Instant since, Instant now) noexcept;

/// Whole days a row has hung as it is now; they end when the list leaves its notice.
[[nodiscard]] std::optional<int> notice_days_of(const GatedRow& row, const GatedList& list, Instant now);

/// Whether a frozen list may be signed: it is at the county's gate, the hash is the frozen one and still that of the
/// list, and the signer neither had a hand in a row, nor reviewed it, nor signed already. Problems:
/// `county-not-frozen`, `county-changed` (409), `own-entry` (403), `signed-already` (409).
[[nodiscard]] Result<void> check_signature(const GatedList& list, const Signature& signature);

/// Whether the list takes another objection. Problem `too-many-objections` (409): so many are open that the next one
/// belongs to the township in person.
[[nodiscard]] Result<void> check_objecting(const GatedList& list);

/// Whether an objection comes too late to stop the list: money is being paid, or was. It is a case to look into then.
[[nodiscard]] bool is_late(const GatedList& list) noexcept;

/// Whether somebody may settle an objection: he did not enter or change the household it is about. Problem `own-entry`
/// (403).
[[nodiscard]] Result<void> check_settling(const GatedList& list, const Objection& objection, std::string_view by);

/// Whether somebody may pay a list out: whoever approves it is never the one who executes it, nor is who entered or
/// reviewed a row. Problem `own-decision` (403).
[[nodiscard]] Result<void> check_payer(const GatedList& list, std::string_view by);

}  // namespace anlan::relief
