#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "relief/household.hpp"

namespace anlan::relief {

/// A household and what was decided for it.
struct Decided {
  std::string household;  ///< uuid
  std::string village;    ///< division code
  int needy = 0;
  std::int64_t fen = 0;
  std::string payee = {};        ///< see `payee_mark`; empty in lists frozen before payees were signed
  std::vector<Need> needs = {};  ///< what it may have in goods; signed together with the payee
};

/// What the household may have in goods: its needs as they were signed, whatever was entered since. Lists frozen before
/// needs were signed go by what it needs now.
[[nodiscard]] std::vector<Need> signed_needs(const Decided& decided, const HouseholdFacts& now);

/// The list and its amounts as they were decided: what is signed and what is paid.
struct Snapshot {
  std::string hash;                ///< SHA-256, hex, of `snapshot_text`
  std::vector<Decided> rows = {};  ///< by household
  std::int64_t total_fen = 0;
};

/// One line for each household, in the order of their ids, as "<uuid>,<village>,<people in
/// need>,<fen>,<payee>,<needs>\n", needs as "grain:50;heating:30000", after a first line that names the campaign.
/// Simple enough to be hashed by hand. A row without a payee ends after its amount, as lists were signed before payees
/// were.
[[nodiscard]] std::string snapshot_text(const std::string& campaign, const std::vector<Decided>& rows);

/// Freezes a list. Problems: `bad-snapshot` (a household twice, an amount that is not positive, nobody).
[[nodiscard]] Result<Snapshot> freeze(const std::string& campaign, std::vector<Decided> rows);

enum class LineState : std::uint8_t {
  ready,     ///< not sent
  sent,      ///< in a file with the bank
  paid,      ///< the bank said so, or cash was signed for
  returned,  ///< came back with a reason
  closed,    ///< given up with a reason
};
[[nodiscard]] std::string_view to_string(LineState state) noexcept;
[[nodiscard]] std::optional<LineState> parse_line_state(std::string_view text) noexcept;

/// Why a bank sent money back.
enum class ReturnReason : std::uint8_t { wrong_account, name_differs, closed_account, frozen_account, dormant, other };
[[nodiscard]] std::string_view to_string(ReturnReason reason) noexcept;
[[nodiscard]] std::optional<ReturnReason> parse_return_reason(std::string_view text) noexcept;
/// 账号错误.
[[nodiscard]] std::string_view title_of(ReturnReason reason) noexcept;

/// What one household is to be paid, once. The key never changes, however often the line is sent.
struct PaymentLine {
  std::string key;  ///< see `payment_key`
  std::string household;
  std::int64_t fen = 0;
  LineState state = LineState::ready;
  int attempt = 0;  ///< how often it was sent
  std::optional<ReturnReason> returned_for = {};
  std::string payee = {};         ///< mark of whom it may go to; empty when that was not frozen
  bool in_cash = false;           ///< paid out against a signature
  std::string confirmed_by = {};  ///< account that let another payee than the signed one pass
};

/// Sixteen hex digits of the SHA-256 of "<campaign>/<household>": one household is paid once in a campaign, so the key
/// is the same from whichever snapshot it is made.
[[nodiscard]] std::string payment_key(const std::string& campaign, const std::string& household);

/// What a bank's answer says of one line.
struct BankAnswer {
  std::string key;
  int attempt = 1;  ///< which sending it answers: an old answer must not pass for the new one's
  std::int64_t fen = 0;
  bool paid = false;
  std::optional<ReturnReason> reason = {};
};

/// Whom a line is paid to; in clear, for the moment of making the file.
struct Payee {
  std::string name;
  std::string id_number;
  std::string account;
};

/// A household's payment that is not with the bank, beside whom it would go to as the household stands now.
struct OpenPayment {
  PaymentLine line;
  std::int64_t number = 0;          ///< of the household on the list
  std::int64_t version = 0;         ///< of the household
  std::optional<Payee> payee = {};  ///< nothing without the key
  std::string mark = {};            ///< of the payee
};

}  // namespace anlan::relief
