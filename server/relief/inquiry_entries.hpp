#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "relief/inquiry.hpp"

namespace anlan::relief {

/// Inquiries into findings, on the streams `inquiry/<uuid>`. Every body (version 1) has {campaign, inquiry} and:
///
/// - opened {rule, rule_version, village, household, facts, sealed}: `sealed` is a note, or null.
/// - decided {verdict, due, sealed}: the reason.
/// - closed {proof, sealed}: how it was put right.
inline constexpr std::string_view kInquiryOpened = "inquiry.opened";
inline constexpr std::string_view kInquiryDecided = "inquiry.decided";
inline constexpr std::string_view kInquiryClosed = "inquiry.closed";

void declare_inquiry_entries(journal::EntryTypes& types);

[[nodiscard]] std::string inquiry_stream(const std::string& inquiry);

[[nodiscard]] journal::Draft inquiry_opened(const Inquiry& inquiry);
/// Takes `due` and `reason` from the inquiry as it is to be.
[[nodiscard]] journal::Draft inquiry_decided(const Inquiry& inquiry, Verdict verdict);
/// Takes `proof` and `outcome` from the inquiry as it is to be.
[[nodiscard]] journal::Draft inquiry_closed(const Inquiry& inquiry);

}  // namespace anlan::relief
