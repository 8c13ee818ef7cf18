#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "access/pictures.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::access {
namespace {

const std::string kFlood = "incident/0190f3c2-0000-7000-8000-000000000001";
const std::string kWinter = "campaign/0190f3c2-0000-7000-8000-000000000002";
const std::string kPicture{"\xFF\xD8\xFF a face \0 and a door", 23};

struct Ring {
  test::TemporaryFolder folder;
  std::unique_ptr<KeyRing> keys = KeyRing::open(folder / "keys.json").value();
};

}  // namespace

TEST_CASE_METHOD(Ring, "a sealed picture shows nothing, and comes back whole while its owner's key is there") {
  const auto sealed = seal_picture(*keys, kFlood, kPicture).value();
  const auto other = seal_picture(*keys, kWinter, kPicture).value();
  CHECK(is_sealed_picture(sealed));
  CHECK_FALSE(is_sealed_picture(kPicture));
  CHECK(sealed.find("a face") == std::string::npos);
  CHECK(seal_picture(*keys, kFlood, kPicture).value() != sealed);
  CHECK(unseal_picture(*keys, sealed) == kPicture);
  CHECK(unseal_picture(*keys, seal_picture(*keys, kFlood, "").value()) == "");

  REQUIRE(keys->destroy(kFlood));
  CHECK_FALSE(unseal_picture(*keys, sealed));
  CHECK(seal_picture(*keys, kFlood, kPicture).error().type == "key-destroyed");
  CHECK(unseal_picture(*keys, other) == kPicture);
}

TEST_CASE_METHOD(Ring, "what is no sealed picture, or was changed, is not opened") {
  const auto sealed = seal_picture(*keys, kFlood, kPicture).value();
  for (std::size_t at = 0; at < sealed.size(); at += 7) {
    auto changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    INFO(at);
    CHECK_FALSE(unseal_picture(*keys, changed));
    CHECK_FALSE(unseal_picture(*keys, sealed.substr(0, at)));
  }
  CHECK_FALSE(unseal_picture(*keys, kPicture));
}

TEST_CASE_METHOD(Ring, "a ticket shows one picture to one account for a quarter of an hour") {
  const auto now = parse_time("2026-12-01T09:00:00+08:00").value();
  const std::string blob(64, 'a');
  const auto ticket = shown_picture(*keys, "clerk", blob, now).at("ticket").get<std::string>();
  CHECK(ticket_holds(*keys, ticket, "clerk", blob, now));
  CHECK(ticket_holds(*keys, ticket, "clerk", blob, now + std::chrono::minutes{15}));
  CHECK_FALSE(ticket_holds(*keys, ticket, "clerk", blob, now + std::chrono::minutes{16}));
  CHECK_FALSE(ticket_holds(*keys, ticket, "another", blob, now));
  CHECK_FALSE(ticket_holds(*keys, ticket, "clerk", std::string(64, 'b'), now));
  for (const std::string& wrong : {std::string{}, std::string{"-"}, "9" + ticket, ticket + "0"}) {
    CHECK_FALSE(ticket_holds(*keys, wrong, "clerk", blob, now));
  }
}

}  // namespace anlan::access
