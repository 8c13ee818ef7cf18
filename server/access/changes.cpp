#include "access/changes.hpp"

#include <utility>

#include "access/secrets.hpp"
#include "access/view.hpp"
#include "journal/journal.hpp"

namespace anlan::access {
namespace {

bool is_known(const DivisionKnown& known, const DivisionCode& division) { return !known || known(division); }

Result<Account> as_last_seen(store::Connection& db, const Target& target) {
  auto account = existing_account(db, target.account);
  if (!account) return account;
  auto current = journal::expect_version(db, account_stream(target.account), target.expected_version);
  if (!current) return tl::unexpected<Problem>(std::move(current.error()));
  return account;
}

}  // namespace

Result<Account> existing_account(store::Connection& db, std::string_view account) {
  if (auto found = find_account(db, account)) return std::move(*found);
  return fail({.kind = ProblemKind::not_found,
               .type = "no-account",
               .detail = {"没有这个账号，请刷新账号列表", "there is no such account; reload the list"},
               .errors = {{"/account", {"没有这个账号", "no such account"}}}});
}

Result<Change> decide_open(store::Connection& db, const Caller& by, const OpenAccount& asked,
                           std::string_view password_hash, const DivisionKnown& known, Instant now) {
  const OpenFacts facts{.name_taken = find_account_by_name(db, asked.name).has_value(),
                        .division_known = is_known(known, asked.division)};
  return open_account(by, asked, facts).map([&](const AccountOpened& fact) {
    auto keep = [account = fact.account, hash = std::string{password_hash}, now](store::Connection& home) {
      keep_password(home, account, hash, now);
    };
    return Change{draft_of(fact, fact.division), std::move(keep)};
  });
}

Result<Change> decide_change(store::Connection& db, const Caller& by, const Target& target, const ChangeAccount& asked,
                             const DivisionKnown& known) {
  auto account = as_last_seen(db, target);
  if (!account) return tl::unexpected<Problem>(std::move(account.error()));
  const ChangeFacts facts{.another_administrator = another_administrator(db, *account),
                          .division_known = !asked.division || is_known(known, *asked.division)};
  return change_account(by, *account, asked, facts).map([&](const AccountChanged& fact) {
    Change change{draft_of(fact, fact.division.value_or(account->division))};
    if (fact.moves_powers()) change.beside = [id = fact.account](store::Connection& home) { forget_powers(home, id); };
    return change;
  });
}

Result<Change> decide_close(store::Connection& db, const Caller& by, const Target& target, std::string reason) {
  auto account = as_last_seen(db, target);
  if (!account) return tl::unexpected<Problem>(std::move(account.error()));
  return close_account(by, *account, std::move(reason), another_administrator(db, *account))
      .map([&](const AccountClosed& fact) {
        return Change{draft_of(fact, account->division),
                      [id = fact.account](store::Connection& home) { forget_account(home, id); }};
      });
}

Result<Change> decide_reset_password(store::Connection& db, const Caller& by, const Target& target,
                                     std::string_view password, std::string_view password_hash, Instant now) {
  auto account = as_last_seen(db, target);
  if (!account) return tl::unexpected<Problem>(std::move(account.error()));
  return reset_password(by, *account, password).map([&](const PasswordSet& fact) {
    auto keep = [id = fact.account, hash = std::string{password_hash}, now](store::Connection& home) {
      keep_password(home, id, hash, now);
      forget_sign_ins(home, id, "");
    };
    return Change{draft_of(fact, account->division), std::move(keep)};
  });
}

Result<Change> decide_issue_token(store::Connection& db, const Caller& by, const Target& target, TokenIssued token,
                                  std::string token_hash) {
  auto account = as_last_seen(db, target);
  if (!account) return tl::unexpected<Problem>(std::move(account.error()));
  return issue_token(by, *account, std::move(token.token_id), std::move(token.label)).map([&](const TokenIssued& fact) {
    auto keep = [fact, hash = std::move(token_hash)](store::Connection& home) {
      keep_token(home, hash, fact.token_id, fact.account);
    };
    return Change{draft_of(fact, account->division), std::move(keep)};
  });
}

Result<Change> decide_revoke_token(store::Connection& db, const Caller& by, const Target& target,
                                   std::string token_id) {
  auto account = as_last_seen(db, target);
  if (!account) return tl::unexpected<Problem>(std::move(account.error()));
  return revoke_token(by, *account, std::move(token_id)).map([&](const TokenRevoked& fact) {
    return Change{draft_of(fact, account->division),
                  [id = fact.token_id](store::Connection& home) { forget_token(home, id); }};
  });
}

}  // namespace anlan::access
