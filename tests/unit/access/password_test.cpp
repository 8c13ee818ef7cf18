#include <catch2/catch.hpp>

#include <regex>
#include <set>

#include "access/password_hasher.hpp"
#include "access/password_rules.hpp"
#include "access/token.hpp"

namespace anlan::access {
namespace {

TEST_CASE("ten characters are enough, whatever they are, and are counted as people count") {
  for (const auto* good :
       {"taihang-shan", "雨落沁河水涨三尺二寸", "correct horse", "k7!k7!k7!k8", "            ab9c"}) {
    INFO(good);
    CHECK_FALSE(password_fault(good, "li.clerk").has_value());
  }
  for (const auto* bad : {"", "abc", "沁河水涨了", "ninechars"}) CHECK(password_fault(bad, "li.clerk").has_value());
}

TEST_CASE("the name, the commonest, runs and repetitions are refused") {
  for (const auto* bad : {"1234567890", "0987654321", "ABCDEFGHIJ", "aaaaaaaaaaaa", "1212121212", "Password123",
                          "woaini1314520", "jiaozuo123", "Warehouse.Keeper"}) {
    INFO(bad);
    CHECK(password_fault(bad, "warehouse.keeper").has_value());
  }
}

TEST_CASE("a hash verifies its own password and no other, and two of one password differ") {
  const PasswordHasher hasher{{.operations = 1, .memory_bytes = 8192}};
  const auto hash = hasher.hash("taihang-shan");
  CHECK(hash.starts_with("$argon2id$"));
  CHECK(hasher.verify(hash, "taihang-shan"));
  CHECK_FALSE(hasher.verify(hash, "taihang-shaN"));
  CHECK_FALSE(hasher.verify(hasher.nobody(), "taihang-shan"));
  CHECK(hash != hasher.hash("taihang-shan"));
}

TEST_CASE("checking against nobody costs what checking against anybody does") {
  const PasswordHasher hasher{{.operations = 2, .memory_bytes = 16384}};
  const auto cost = [](const std::string& hash) { return hash.substr(0, hash.rfind('$', hash.rfind('$') - 1)); };
  CHECK(cost(hasher.nobody()) == cost(hasher.hash("taihang-shan")));
}

TEST_CASE("tokens are 43 characters of base64url, and no two are alike") {
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) seen.insert(make_token());
  CHECK(seen.size() == 1'000);
  const std::regex shape{"[A-Za-z0-9_-]{43}"};
  for (const auto& token : seen) CHECK(std::regex_match(token, shape));
  CHECK(token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a generated password passes the rules") {
  for (int i = 0; i < 100; ++i) CHECK_FALSE(password_fault(make_password(), "li.clerk").has_value());
  CHECK(make_password().size() == 23);
}

}  // namespace
}  // namespace anlan::access
