#include "relief/inquiry_entries.hpp"

#include "base/json_fields.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

journal::Draft draft_of(std::string_view type, const Inquiry& inquiry, json body) {
  body["campaign"] = inquiry.campaign;
  body["inquiry"] = inquiry.inquiry;
  return {.stream = inquiry_stream(inquiry.inquiry),
          .type = std::string{type},
          .division = inquiry.village,
          .body = std::move(body),
          .exercise = inquiry.exercise};
}

}  // namespace

void declare_inquiry_entries(journal::EntryTypes& types) {
  for (const auto type : {kInquiryOpened, kInquiryDecided, kInquiryClosed}) types.declare({.name = std::string{type}});
}

std::string inquiry_stream(const std::string& inquiry) { return "inquiry/" + inquiry; }

journal::Draft inquiry_opened(const Inquiry& inquiry) {
  return draft_of(kInquiryOpened, inquiry,
                  {{"rule", inquiry.rule},
                   {"rule_version", inquiry.rule_version},
                   {"village", inquiry.village.text()},
                   {"household", or_null(inquiry.household)},
                   {"facts", inquiry.facts},
                   {"sealed", or_null(inquiry.note)}});
}

journal::Draft inquiry_decided(const Inquiry& inquiry, Verdict verdict) {
  return draft_of(kInquiryDecided, inquiry,
                  {{"verdict", word_of(kVerdictWords, verdict)},
                   {"due", or_null(inquiry.due)},
                   {"sealed", or_null(inquiry.reason)}});
}

journal::Draft inquiry_closed(const Inquiry& inquiry) {
  return draft_of(kInquiryClosed, inquiry, {{"proof", or_null(inquiry.proof)}, {"sealed", or_null(inquiry.outcome)}});
}

}  // namespace anlan::relief
