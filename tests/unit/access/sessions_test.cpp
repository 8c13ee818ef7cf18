#include "access/sessions.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "access/entries.hpp"
#include "access/follow.hpp"
#include "unit/access/divisions.hpp"

namespace anlan::access {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Instant kNoon = parse_time("2021-07-20T12:00:00+08:00").value();

/// Sessions with both clocks in the test's hand.
struct Clocked {
  Uptime up{};
  Instant wall = kNoon;
  Sessions sessions{SessionLimits{}, [this] { return up; }};
  std::vector<std::string> ended;

  Clocked() {
    sessions.on_ended([this](const Session& session) { ended.push_back(session.id); });
  }
  void pass(std::chrono::milliseconds time) {
    up += time;
    wall += time;
  }
  void enter(const std::string& token, const std::string& account, bool device = false) {
    Session session{.id = "id-" + token,
                    .caller = {account, account, "李某", Role::township_clerk, place::kQixian},
                    .opened_at = wall,
                    .device = device};
    if (!device) session.expires_at = wall + hours{12};
    sessions.add(token_hash(token), session, wall);
  }
  bool valid(const std::string& token) { return sessions.find(token, wall).has_value(); }
};

TEST_CASE("a session lasts twelve hours from its last use and says so") {
  Clocked house;
  house.enter("t", "a");
  house.pass(hours{11});
  CHECK(house.sessions.find("t", house.wall).value().expires_at == house.wall + hours{12});
  house.pass(hours{11});
  CHECK(house.valid("t"));
  house.pass(hours{12});
  CHECK_FALSE(house.valid("t"));
  CHECK(house.ended == std::vector<std::string>{"id-t"});
}

TEST_CASE("a session ends after a week however busy") {
  Clocked house;
  house.enter("t", "a");
  int hours_valid = 0;
  while (house.valid("t")) {
    house.pass(hours{1});
    ++hours_valid;
  }
  CHECK(hours_valid == 7 * 24);
}

TEST_CASE("a wall clock set back or forth extends no session and ends none") {
  Clocked house;
  house.enter("t", "a");
  house.wall -= hours{24};
  house.up += hours{12};
  CHECK_FALSE(house.valid("t"));
  house.enter("u", "a");
  house.wall += hours{24 * 365 * 17};
  house.up += hours{11};
  CHECK(house.sessions.find("u", house.wall).value().expires_at == house.wall + hours{12});
}

TEST_CASE("no setting of the wall clock makes a session live beyond its limits") {
  rc::check([](const std::vector<std::pair<std::uint16_t, std::int32_t>>& steps) {
    Clocked house;
    house.enter("t", "a");
    Uptime last_use{};
    for (const auto& [minutes_passed, jump_seconds] : steps) {
      house.pass(minutes{minutes_passed % 1'000});
      house.wall += std::chrono::seconds{jump_seconds};
      const bool due = house.up - last_use >= hours{12} || house.up >= hours{24 * 7};
      if (house.valid("t")) {
        RC_ASSERT(!due);
        last_use = house.up;
      } else {
        RC_ASSERT(due);
        break;
      }
    }
  });
}

TEST_CASE("what a stored session has left is cut to the limits") {
  Clocked house;
  const Session forged{.id = "f",
                       .caller = {"a", "a", "李某", Role::township_clerk, place::kQixian},
                       .opened_at = kNoon + hours{24 * 365},
                       .expires_at = kNoon + hours{24 * 366}};
  house.sessions.add(token_hash("t"), forged, kNoon);
  house.pass(hours{12});
  CHECK_FALSE(house.valid("t"));
}

TEST_CASE("a device lasts until it is revoked") {
  Clocked house;
  house.enter("d", "a", true);
  house.pass(hours{24 * 400});
  house.sessions.sweep();
  CHECK(house.valid("d"));
  CHECK_FALSE(house.sessions.find("d", house.wall).value().expires_at.has_value());
  house.sessions.end_id("id-d");
  CHECK_FALSE(house.valid("d"));
}

TEST_CASE("an unknown token is nobody") {
  Clocked house;
  house.enter("t", "a");
  CHECK_FALSE(house.valid(""));
  CHECK_FALSE(house.valid("T"));
  CHECK_FALSE(house.valid(token_hash("t")));
}

TEST_CASE("sweeping ends what has expired although nobody asks") {
  Clocked house;
  house.enter("t", "a");
  house.pass(hours{6});
  house.enter("u", "b");
  house.pass(hours{6});
  house.sessions.sweep();
  CHECK(house.ended == std::vector<std::string>{"id-t"});
  CHECK(house.sessions.size() == 1);
}

TEST_CASE("closing an account ends its sessions and devices and nobody else's") {
  Clocked house;
  house.enter("t", "a");
  house.enter("u", "a");
  house.enter("d", "a", true);
  house.enter("o", "b");
  follow(house.sessions, "account.closed", to_json(AccountClosed{"a", "调离"}));
  CHECK(house.ended.size() == 3);
  CHECK(house.valid("o"));
  CHECK_FALSE(house.valid("t"));
}

TEST_CASE("new powers end all, a new display name ends nothing and shows at once") {
  Clocked house;
  house.enter("t", "a");
  house.enter("d", "a", true);
  follow(house.sessions, "account.changed", to_json(AccountChanged{.account = "a", .display_name = "李明"}));
  CHECK(house.ended.empty());
  CHECK(house.sessions.find("t", house.wall).value().caller.display_name == "李明");
  follow(house.sessions, "account.changed", to_json(AccountChanged{.account = "a", .division = place::kQinyang}));
  CHECK(house.ended.size() == 2);
}

TEST_CASE("a new password ends the sign-ins but the one that set it, and no device") {
  Clocked house;
  house.enter("t", "a");
  house.enter("u", "a");
  house.enter("d", "a", true);
  follow(house.sessions, "account.password_set", to_json(PasswordSet{"a", "id-t"}));
  CHECK(house.ended == std::vector<std::string>{"id-u"});
  follow(house.sessions, "account.password_set", to_json(PasswordSet{"a"}));
  CHECK_FALSE(house.valid("t"));
  CHECK(house.valid("d"));
}

TEST_CASE("entries of other rooms end nothing") {
  Clocked house;
  house.enter("t", "a");
  follow(house.sessions, "report.submitted", {{"account", "a"}});
  CHECK(house.valid("t"));
}

TEST_CASE("uses are told once, with the time of the last one") {
  Clocked house;
  house.enter("t", "a");
  house.enter("u", "b");
  CHECK(house.valid("t"));
  const auto used_at = house.wall;
  house.pass(minutes{1});
  const auto uses = house.sessions.take_uses(house.wall);
  REQUIRE(uses.size() == 1);
  CHECK(uses.front().account == "a");
  CHECK(uses.front().used_at == used_at);
  CHECK(uses.front().expires_at == used_at + hours{12});
  CHECK(house.sessions.take_uses(house.wall).empty());
}

}  // namespace
}  // namespace anlan::access
