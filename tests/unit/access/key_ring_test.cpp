#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <set>
#include <thread>
#include <vector>

#include "access/key_ring.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::access {
namespace {

const std::string kFlood = "incident/0190f3c2-0000-7000-8000-000000000001";
const std::string kWinter = "campaign/0190f3c2-0000-7000-8000-000000000002";

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::unique_ptr<KeyRing> ring_of(const test::TemporaryFolder& folder) {
  return KeyRing::open(folder / "keys.json").value();
}

}  // namespace

TEST_CASE("what is sealed comes back, looks different every time and shows nothing") {
  const test::TemporaryFolder folder;
  const auto ring = ring_of(folder);
  const auto first = ring->seal(kFlood, "李某某 13812345678").value();
  const auto second = ring->seal(kFlood, "李某某 13812345678").value();
  CHECK(is_sealed(first));
  CHECK(first != second);
  CHECK(first.find("138") == std::string::npos);
  CHECK(ring->unseal(first) == "李某某 13812345678");
  CHECK(ring->unseal(ring->seal(kFlood, "").value()) == "");
}

TEST_CASE("keys survive a restart, in a file only the owner can read") {
  const test::TemporaryFolder folder;
  std::string sealed;
  {
    const auto ring = ring_of(folder);
    CHECK_FALSE(std::filesystem::exists(folder / "keys.json"));
    sealed = ring->seal(kFlood, "张三").value();
  }
  CHECK(std::filesystem::status(folder / "keys.json").permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  CHECK(ring_of(folder)->unseal(sealed) == "张三");
}

TEST_CASE("each owner has a key of his own; a destroyed one is gone for ever, restart or not") {
  const test::TemporaryFolder folder;
  auto ring = ring_of(folder);
  const auto flood = ring->seal(kFlood, "张三").value();
  const auto winter = ring->seal(kWinter, "李四").value();
  const auto id = ring->find(kFlood).value().id;
  const auto before = text_of(folder / "keys.json");
  REQUIRE(ring->destroy(kFlood).has_value());
  REQUIRE(ring->destroy(kFlood).has_value());
  for (int start = 0; start < 2; ++start) {
    CHECK_FALSE(ring->unseal(flood).has_value());
    CHECK(ring->unseal(winter) == "李四");
    CHECK(ring->seal(kFlood, "王五").error().type == "key-destroyed");
    CHECK_FALSE(ring->find(kFlood).has_value());
    ring = ring_of(folder);
  }
  CHECK(before.find(id) != std::string::npos);
  CHECK(text_of(folder / "keys.json").find(id) == std::string::npos);
}

TEST_CASE("a changed, cut or foreign text is not read") {
  const test::TemporaryFolder folder;
  const test::TemporaryFolder elsewhere;
  const auto ring = ring_of(folder);
  const auto sealed = ring->seal(kFlood, "张三").value();
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    INFO(changed);
    CHECK_FALSE(ring->unseal(changed).has_value());
    CHECK_FALSE(ring->unseal(sealed.substr(0, i)).has_value());
  }
  CHECK_FALSE(ring->unseal("张三").has_value());
  CHECK_FALSE(ring_of(elsewhere)->unseal(sealed).has_value());
}

TEST_CASE("marks are equal for equal values of a kind at one site, and nowhere else") {
  const test::TemporaryFolder folder;
  const test::TemporaryFolder elsewhere;
  const auto ring = ring_of(folder);
  const auto mark = ring->mark("id", "410882199001011234").value();
  CHECK(mark == ring_of(folder)->mark("id", "410882199001011234").value());
  CHECK(mark != ring->mark("phone", "410882199001011234").value());
  CHECK(mark != ring->mark("id", "410882199001011235").value());
  CHECK(mark != ring_of(elsewhere)->mark("id", "410882199001011234").value());
  CHECK(ring->list().empty());
}

TEST_CASE("a damaged key file stops the start and is left as it is") {
  const test::TemporaryFolder folder;
  for (const std::string damaged :
       {"", "{", "[]", R"({"format":"other","keys":[],"destroyed":[]})",
        R"({"format":"anlan-keys-1","keys":[{"owner":"a","id":"00000000","key":"AAAA"}],"destroyed":[]})",
        R"({"format":"anlan-keys-1","keys":[{"owner":1}],"destroyed":[]})", R"({"format":"anlan-keys-1","keys":[]})"}) {
    INFO(damaged);
    std::ofstream{folder / "keys.json", std::ios::trunc} << damaged;
    const auto ring = KeyRing::open(folder / "keys.json");
    REQUIRE_FALSE(ring.has_value());
    CHECK(ring.error().type == "bad-key-file");
    CHECK(text_of(folder / "keys.json") == damaged);
  }
}

TEST_CASE("a key that cannot be kept seals nothing") {
  const test::TemporaryFolder folder;
  const auto ring = KeyRing::open(folder / "gone" / "keys.json").value();
  CHECK(ring->seal(kFlood, "张三").error().type == "key-file");
  std::filesystem::create_directory(folder / "gone");
  CHECK(ring->unseal(ring->seal(kFlood, "张三").value()) == "张三");
}

TEST_CASE("threads that seal for a new owner at once get one key") {
  const test::TemporaryFolder folder;
  const auto ring = ring_of(folder);
  std::vector<std::string> sealed(8);
  {
    std::vector<std::jthread> threads;
    for (auto& slot : sealed) threads.emplace_back([&] { slot = ring->seal(kFlood, "张三").value(); });
  }
  std::set<std::string> ids;
  for (const auto& text : sealed) ids.insert(text.substr(0, text.rfind(':')));
  CHECK(ids.size() == 1);
  const auto after = ring_of(folder);
  for (const auto& text : sealed) CHECK(after->unseal(text) == "张三");
}

}  // namespace anlan::access
