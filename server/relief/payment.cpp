#include "relief/payment.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "journal/digest.hpp"

namespace anlan::relief {
namespace {

constexpr std::array<std::string_view, 5> kLineWords{"ready", "sent", "paid", "returned", "closed"};
constexpr std::array<std::string_view, 6> kReturnWords{"wrong_account",  "name_differs", "closed_account",
                                                       "frozen_account", "dormant",      "other"};
constexpr std::array<std::string_view, 6> kReturnTitles{"账号错误", "户名不符", "账户已销户",
                                                        "账户冻结", "账户睡眠", "其他"};

template <class Enum, std::size_t n>
std::optional<Enum> parse(const std::array<std::string_view, n>& words, std::string_view text) noexcept {
  const auto* const found = std::ranges::find(words, text);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

std::string needs_text(const std::vector<Need>& needs) {
  std::string out;
  for (const auto& need : needs) {
    out += fmt::format("{}{}:{}", out.empty() ? "" : ";", word_of(kNeedWords, need.kind), need.quantity);
  }
  return out;
}

std::string sha256(std::string_view text) { return journal::to_hex(journal::digest(journal::Algorithm::sha256, text)); }

}  // namespace

std::string_view to_string(LineState state) noexcept { return kLineWords.at(static_cast<std::size_t>(state)); }
std::optional<LineState> parse_line_state(std::string_view text) noexcept { return parse<LineState>(kLineWords, text); }
std::string_view to_string(ReturnReason reason) noexcept { return kReturnWords.at(static_cast<std::size_t>(reason)); }
std::string_view title_of(ReturnReason reason) noexcept { return kReturnTitles.at(static_cast<std::size_t>(reason)); }
std::optional<ReturnReason> parse_return_reason(std::string_view text) noexcept {
  return parse<ReturnReason>(kReturnWords, text);
}

std::string snapshot_text(const std::string& campaign, const std::vector<Decided>& rows) {
  auto out = campaign + "\n";
  for (const auto& row : rows) {
    out += fmt::format("{},{},{},{}", row.household, row.village, row.needy, row.fen);
    if (!row.payee.empty()) out += "," + row.payee + "," + needs_text(row.needs);
    out += "\n";
  }
  return out;
}

Result<Snapshot> freeze(const std::string& campaign, std::vector<Decided> rows) {
  std::ranges::sort(rows, {}, &Decided::household);
  const bool twice = std::ranges::adjacent_find(rows, {}, &Decided::household) != rows.end();
  const bool amounts = std::ranges::all_of(rows, [](const Decided& row) { return row.fen > 0 && row.needy > 0; });
  if (rows.empty() || twice || !amounts) {
    return fail(
        ProblemKind::invalid, "bad-snapshot",
        {"名单不能锁定：须至少一户、每户一次、金额大于零，请核对方案",
         "the list cannot be frozen: at least one household, each once, with an amount above zero; check the plan"});
  }
  Snapshot snapshot{.hash = sha256(snapshot_text(campaign, rows))};
  for (const auto& row : rows) snapshot.total_fen += row.fen;
  snapshot.rows = std::move(rows);
  return snapshot;
}

std::vector<Need> signed_needs(const Decided& decided, const HouseholdFacts& now) {
  return decided.payee.empty() ? now.needs : decided.needs;
}

std::string payment_key(const std::string& campaign, const std::string& household) {
  constexpr std::size_t kDigits = 16;
  return sha256(campaign + "/" + household).substr(0, kDigits);
}

}  // namespace anlan::relief
