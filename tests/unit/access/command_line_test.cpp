#include "access/command_line.hpp"

#include <catch2/catch.hpp>

#include <sstream>

#include "journal/verify.hpp"
#include "unit/access/access_house.hpp"

namespace anlan::access {
namespace {

/// A data directory at rest with a console before it.
struct Shelf {
  test::TemporaryFolder folder;
  AccessRoom room;
  PasswordHasher hasher{kCheap};
  std::unique_ptr<journal::OfflineJournal> journal =
      journal::OfflineJournal::open(folder.path(), {.id = "site-1", .name = "焦作市"}, room.types, room.views, kStart,
                                    [](auto, auto) {})
          .value();
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream error;
  AccountTool tool{.journal = *journal,
                   .hasher = hasher,
                   .site_division = place::kJiaozuo,
                   .now = kStart,
                   .in = in,
                   .out = out,
                   .error = error};

  [[nodiscard]] NewAccount administrator(const std::string& name) const {
    return {.name = name, .role = "administrator", .division = "410800000000", .password_from_input = false};
  }
  [[nodiscard]] std::int64_t count(const char* sql) { return journal->db().number(sql); }
};

/// What follows the label on its line.
std::string shown_after(const std::string& text, const std::string& label) {
  const auto from = text.find(label);
  REQUIRE(from != std::string::npos);
  const auto start = from + label.size();
  return text.substr(start, text.find('\n', start) - start);
}

TEST_CASE_METHOD(Shelf, "the first administrator gets a password that is printed once and works") {
  REQUIRE(add_account(tool, administrator("chief")) == 0);
  const auto password = shown_after(out.str(), "password (shown only now): ");
  const auto account = find_account_by_name(journal->db(), "chief").value();
  CHECK(hasher.verify(password_hash_of(journal->db(), account.account).value(), password));
  CHECK(account.display_name == "chief");
  CHECK(count("SELECT count(*) FROM entry WHERE channel = 'system'") == 1);
  CHECK(journal::verify_all(journal->db(), room.types, room.views, folder.path(), [](auto, auto) {}).clean());
}

TEST_CASE_METHOD(Shelf, "a password from standard input is taken as it stands and never printed") {
  in.str("yuntai hong shi xia\r\n");
  auto asked = administrator("chief");
  asked.password_from_input = true;
  REQUIRE(add_account(tool, asked) == 0);
  CHECK(out.str().find("yuntai") == std::string::npos);
  const auto account = find_account_by_name(journal->db(), "chief").value();
  CHECK(hasher.verify(password_hash_of(journal->db(), account.account).value(), "yuntai hong shi xia"));
}

TEST_CASE_METHOD(Shelf, "the server's rules hold here too, and a refusal changes nothing") {
  CHECK(add_account(tool, {.name = "X", .role = "township_clerk", .division = "410800000000"}) == 1);
  CHECK(error.str().find("/name") != std::string::npos);
  CHECK(error.str().find("/role") != std::string::npos);
  CHECK(add_account(tool, {.name = "li.clerk", .role = "king", .division = "410800000000"}) == 1);
  CHECK(add_account(tool, {.name = "li.clerk", .role = "auditor", .division = "4108"}) == 1);
  CHECK(add_account(tool, {.name = "li.clerk", .role = "auditor", .division = "410100000000"}) == 1);
  CHECK(count("SELECT count(*) FROM entry") == 0);
  CHECK(out.str().empty());
}

TEST_CASE_METHOD(Shelf, "the list shows who there is, and needs no earlier command") {
  REQUIRE(list_accounts(tool) == 0);
  CHECK(out.str().empty());
  REQUIRE(add_account(tool, administrator("chief")) == 0);
  out.str("");
  REQUIRE(list_accounts(tool) == 0);
  CHECK(out.str().find("chief") == 0);
  CHECK(out.str().find("410800000000 active") != std::string::npos);
}

TEST_CASE_METHOD(Shelf, "the last administrator is not closed from here either") {
  REQUIRE(add_account(tool, administrator("chief")) == 0);
  CHECK(close_account(tool, "chief", "离职") == 1);
  REQUIRE(add_account(tool, administrator("second")) == 0);
  CHECK(close_account(tool, "chief", "离职") == 0);
  CHECK(close_account(tool, "nobody", "离职") == 1);
  CHECK(find_account_by_name(journal->db(), "chief").value().state == AccountState::closed);
  CHECK(count("SELECT count(*) FROM credential") == 1);
}

TEST_CASE_METHOD(Shelf, "a forgotten password is set anew") {
  REQUIRE(add_account(tool, administrator("chief")) == 0);
  out.str("");
  REQUIRE(reset_password(tool, "chief", false) == 0);
  const auto password = shown_after(out.str(), "password (shown only now): ");
  const auto account = find_account_by_name(journal->db(), "chief").value();
  CHECK(hasher.verify(password_hash_of(journal->db(), account.account).value(), password));
}

TEST_CASE_METHOD(Shelf, "a device token is issued, works after the start, and is revoked") {
  REQUIRE(add_account(tool, administrator("chief")) == 0);
  REQUIRE(issue_token(tool, "chief", "县局大屏") == 0);
  const auto token = shown_after(out.str(), "token (shown only now): ");
  const auto id = shown_after(out.str(), "编号 / id: ");
  Sessions sessions;
  load_sessions(journal->db(), sessions, kStart);
  CHECK(sessions.find(token, kStart).value().caller.name == "chief");
  CHECK(revoke_token(tool, "chief", id) == 0);
  CHECK(revoke_token(tool, "chief", id) == 1);
  CHECK(count("SELECT count(*) FROM token_secret") == 0);
}

}  // namespace
}  // namespace anlan::access
