#include <fstream>

#include <catch2/catch.hpp>

#include "access/device_signature.hpp"
#include "device.hpp"
#include "supplies/receipt_rules.hpp"
#include "way_out.hpp"

namespace anlan::supplies::test {
namespace {

/// The way out up to the shelter's door, where nobody has an account.
class Door : public WayOut {
 public:
  json code_of(const json& waybill) { return done(keeper(), "receipt.code", {{"waybill", waybill["waybill"]}}); }

  /// An unsigned receipt for all of a waybill's only line but what is damaged or short.
  json counted(const json& waybill, std::int64_t good, std::int64_t damaged = 0, std::int64_t missing = 0) {
    return {{"command_id", make_uuid(now)},
            {"receipt", make_uuid(now)},
            {"scan", "https://anlan.example/r/" + code_of(waybill)["token"].get<std::string>()},
            {"waybill", waybill["waybill"]},
            {"lines", {{{"line", 0}, {"good", good}, {"damaged", damaged}, {"short", missing}}}},
            {"name", "欧阳小三"},
            {"salt", "00112233445566778899aabbccddeeff"},
            {"signed_at", format_time(now)},
            {"sent_at", format_time(now)}};
  }

  Result<json> deliver(const json& params) { return knock("receipt.sign", params); }
  std::string refused(const json& params) {
    const auto answer = deliver(params);
    return answer ? "" : answer.error().type;
  }
  std::int64_t head() { return done(auditor(), "receipt.list", json::object())["seq"]; }

  Device phone;
};

}  // namespace

TEST_CASE("the page and the server sign the same text", "[receipt]") {
  const auto vector = json::parse(std::ifstream{anlan::test::source_dir() + "/tests/vectors/receipt.json"});
  const auto& params = vector.at("receipt");
  const DeviceReceipt receipt{.receipt = params.at("receipt"),
                              .waybill = params.at("waybill"),
                              .lines = read_receipt_lines(params.at("lines")),
                              .note = params.at("note"),
                              .photo = params.at("photo").get<std::string>(),
                              .name_digest = name_digest_of(params.at("salt"), params.at("name")),
                              .signed_at = params.at("signed_at")};
  CHECK(canonical_text(receipt) == vector["text"].get<std::string>());
  const std::string key = vector["public_key"];
  CHECK(access::signed_by(key, vector["signature"].get<std::string>(), canonical_text(receipt)));
  CHECK_FALSE(access::signed_by(key, vector["signature"].get<std::string>(), canonical_text(receipt) + " "));
}

TEST_CASE_METHOD(Door, "whoever has the paper sees what was sent and nobody's name") {
  const auto waybill = under_way(380);
  const auto key = code_of(waybill);
  CHECK(key["code"] == "000001");
  const auto seen = knock("receipt.look", {{"number", key["number"]}, {"code", "000001"}}).value();
  CHECK(seen["lines"][0]["quantity"] == 380);
  CHECK(seen["lines"][0]["name"]["zh"].get<std::string>().find("被") != std::string::npos);
  CHECK(seen["plate"] == "豫H12345");
  CHECK(seen.dump().find("赵某") == std::string::npos);
  CHECK(seen.dump().find("13900000000") == std::string::npos);
  CHECK(knock("receipt.look", {{"scan", key["token"]}}).value() == seen);
  CHECK(waybill.dump().find(key["token"].get<std::string>()) == std::string::npos);
}

TEST_CASE_METHOD(Door, "the code is the sender's: the other end neither asks for it nor hears it") {
  const auto waybill = under_way(10);
  CHECK(refusal(clerk(), "receipt.code", {{"waybill", waybill["waybill"]}}) == "role");
  CHECK(refusal(keeper(kMengzhou), "receipt.code", {{"waybill", waybill["waybill"]}}) == "outside-jurisdiction");
  int heard = 0;
  for (const auto& news : published) {
    if (news.topic != "receipt") continue;
    ++heard;
    CHECK(journal::visible(news.division, news.reach, kQinyang));
    CHECK_FALSE(journal::visible(news.division, news.reach, kXixiang));
  }
  CHECK(heard == 1);
}

TEST_CASE_METHOD(Door, "a receipt signed on a telephone takes the goods off the road, once however often it comes") {
  const auto waybill = under_way(380);
  const auto params = phone.sign(counted(waybill, 380));
  const auto first = deliver(params).value();
  CHECK(first["due_at"].is_null());
  CHECK(first["clock_off"] == false);
  const auto after = head();
  CHECK(deliver(params).value() == first);
  auto again = params;
  again["command_id"] = make_uuid(now);
  again["sent_at"] = format_time(now + std::chrono::hours{1});
  CHECK(deliver(again).value() == first);
  CHECK(head() == after);
  const auto papers = done(auditor(), "waybill.list", json::object())["waybills"];
  CHECK(papers[0]["state"] == "received");
  CHECK(papers[0]["receipt"]["device"] == params["receipt"]);
  const auto life = done(auditor(), "stock.life", {{"batch", batch}});
  CHECK(life["movements"].back()["lines"][0]["to"] == json{{"place", "issued"}, {"bin", kXixiang.text()}});
  CHECK(done(auditor(), "case.list", json::object())["cases"].empty());
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(Door, "what is short or damaged opens a case with a clock, settled like any other difference") {
  const auto waybill = under_way(380);
  const auto answer = deliver(phone.sign(counted(waybill, 355, 5, 20))).value();
  CHECK(answer["due_at"] == "2024-07-21T20:00:00+08:00");
  const auto open = done(auditor(), "case.list", {{"open", true}})["cases"];
  REQUIRE(open.size() == 1);
  CHECK(open[0]["short"] == 20);
  CHECK(open[0]["damaged"] == 5);
  CHECK(lying("issued") == 355);
  CHECK(lying("in_transit") == 25);
  CHECK(open[0]["due_at"] == answer["due_at"]);
  CHECK(done(keeper(kMengzhou), "case.list", json::object())["cases"].empty());
  const json settle{
      {"waybill", waybill["waybill"]}, {"expected_version", 3}, {"outcome", "returned"}, {"reason", "漏装，仍在库"}};
  (void)done(dispatcher_of(), "waybill.settle", settle);
  CHECK(done(auditor(), "case.list", {{"open", true}})["cases"].empty());
  CHECK(done(auditor(), "case.list", json::object())["cases"][0]["outcome"] == "returned");
  CHECK(stock(store, "quilt-cotton") == 40);
  CHECK(verifies());
}

TEST_CASE_METHOD(Door, "a second receipt that says the same is refused and told which was first") {
  const auto waybill = under_way(10);
  const auto first = phone.sign(counted(waybill, 10));
  (void)deliver(first).value();
  const auto other = deliver(Device{}.sign(counted(waybill, 10)));
  REQUIRE_FALSE(other.has_value());
  CHECK(other.error().type == "already-received");
  CHECK(other.error().detail.zh.find(first["receipt"].get<std::string>().substr(0, 8)) != std::string::npos);
  CHECK(other.error().detail.zh.find("欧**三") != std::string::npos);
  auto changed = first;
  changed["lines"][0] = {{"line", 0}, {"good", 9}, {"damaged", 1}, {"short", 0}};
  CHECK(refused(phone.sign(changed)) == "command-id-reused");
  CHECK(verifies());
}

TEST_CASE_METHOD(Door, "a desk's receipt stands before a telephone's that comes later, and the other way round") {
  const auto waybill = under_way(10);
  (void)count(waybill, 10).value();
  CHECK(refused(phone.sign(counted(waybill, 10))) == "already-received");
  const auto second = under_way(10);
  (void)deliver(phone.sign(counted(second, 10))).value();
  CHECK(count(second, 10).error().type == "stale-version");
}

TEST_CASE_METHOD(Door, "a signed receipt that contradicts what the desk recorded opens a case, and may hold") {
  const auto waybill = under_way(30);
  (void)count(waybill, 30).value();
  const auto params = phone.sign(counted(waybill, 28, 0, 2));
  const auto answer = deliver(params).value();
  CHECK(answer["contradicts"] == true);
  CHECK(answer["due_at"] == "2024-07-21T20:00:00+08:00");
  const auto after = head();
  auto again = params;
  again["command_id"] = make_uuid(now);
  CHECK(deliver(again).value() == answer);
  CHECK(head() == after);
  const auto waiting = done(auditor(), "receipt.papers", {{"open", true}})["papers"];
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0]["device"] == params["receipt"]);
  CHECK(waiting[0]["doubts"][0]["paper_received"] == 28);
  CHECK(done(auditor(), "receipt.list", json::object())["receipts"][0]["name"] == "欧**三");
  CHECK(done(auditor(), "record.list", json::object())["records"].size() == 1);
  json ruling{{"waybill", waybill["waybill"]}, {"holds", "paper"}, {"reason", "手机现场清点"}};
  CHECK(refusal(dispatcher_of(), "case.rule", ruling) == "no-open-case");
  ruling["device"] = params["receipt"];
  (void)done(dispatcher_of(), "case.rule", ruling);
  CHECK(refusal(dispatcher_of(), "case.rule", ruling) == "no-open-case");
  const auto open = done(auditor(), "case.list", {{"open", true}})["cases"];
  REQUIRE(open.size() == 1);
  CHECK(open[0]["short"] == 2);
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(Door, "a paper's code in many hands fills no journal: a few contradictions are kept, then no more") {
  const auto waybill = under_way(30);
  (void)deliver(phone.sign(counted(waybill, 30))).value();
  for (int i = 1; i <= 5; ++i)
    CHECK(deliver(Device{}.sign(counted(waybill, 30 - i, 0, i))).value()["contradicts"] == true);
  const auto after = head();
  CHECK(refused(Device{}.sign(counted(waybill, 20, 0, 10))) == "already-received");
  CHECK(head() == after);
}

TEST_CASE_METHOD(Door, "forged receipts are refused whatever was changed after signing") {
  const auto waybill = under_way(10);
  const auto params = phone.sign(counted(waybill, 9, 0, 1));
  const auto changed = [&](const char* field, json value) {
    auto forged = params;
    forged[field] = std::move(value);
    return refused(forged);
  };
  CHECK(changed("name", "李四") == "forged-receipt");
  CHECK(changed("lines", {{{"line", 0}, {"good", 10}, {"damaged", 0}, {"short", 0}}}) == "forged-receipt");
  CHECK(changed("signed_at", "2024-07-20T19:00:00+08:00") == "forged-receipt");
  CHECK(changed("note", "少一床") == "forged-receipt");
  CHECK(changed("photo", std::string(64, 'a')) == "forged-receipt");
  CHECK(changed("receipt", make_uuid(now)) == "forged-receipt");
  CHECK(changed("public_key", Device{}.public_key()) == "forged-receipt");
  CHECK(changed("public_key", std::string(64, 'x')) == "forged-receipt");
  CHECK(changed("signature", std::string(128, '0')) == "forged-receipt");
  CHECK(done(auditor(), "receipt.list", json::object())["receipts"].empty());
  CHECK(deliver(params).has_value());
}

TEST_CASE_METHOD(Door, "more than was sent, counts that do not add up and lines left out are refused") {
  const auto waybill = under_way(10);
  CHECK(refused(phone.sign(counted(waybill, 11))) == "more-than-sent");
  CHECK(refused(phone.sign(counted(waybill, 6, 5))) == "more-than-sent");
  CHECK(refused(phone.sign(counted(waybill, 9))) == "bad-receipt");
  CHECK(refused(phone.sign(counted(waybill, 10, 0, 1))) == "bad-receipt");
  auto elsewhere = counted(waybill, 10);
  elsewhere["lines"][0]["line"] = 1;
  CHECK(refused(phone.sign(elsewhere)) == "bad-receipt");
  const auto other = under_way(10);
  auto crossed = counted(waybill, 10);
  crossed["waybill"] = other["waybill"];
  CHECK(refused(phone.sign(crossed)) == "bad-receipt");
  CHECK(verifies());
}

TEST_CASE_METHOD(Door, "a receipt signed offline counts from when it was signed, whenever it comes") {
  const auto waybill = under_way(10);
  now += std::chrono::hours{2};
  auto params = counted(waybill, 10);
  now += std::chrono::hours{72};
  params["sent_at"] = format_time(now);
  const auto answer = deliver(phone.sign(params)).value();
  CHECK(answer["at"] == "2024-07-20T22:00:00+08:00");
  CHECK(answer["received_at"] == "2024-07-23T22:00:00+08:00");
  CHECK(answer["clock_off"] == false);
}

TEST_CASE_METHOD(Door, "a clock that is a year off is recorded with both times and pointed out") {
  const auto waybill = under_way(10);
  now += std::chrono::hours{5};
  auto params = counted(waybill, 10);
  params["signed_at"] = "2023-07-20T21:00:00+08:00";
  params["sent_at"] = "2023-07-20T22:00:00+08:00";
  const auto answer = deliver(phone.sign(params)).value();
  CHECK(answer["clock_off"] == true);
  CHECK(answer["signed_at"] == "2023-07-20T21:00:00+08:00");
  CHECK(answer["at"] == "2024-07-21T00:00:00+08:00");
  const auto listed = done(auditor(), "receipt.list", {{"clock_off", true}})["receipts"];
  REQUIRE(listed.size() == 1);
  CHECK(listed[0]["sent_at"] == "2023-07-20T22:00:00+08:00");
  CHECK(listed[0]["received_at"] == "2024-07-21T01:00:00+08:00");
}

TEST_CASE("goods are received between departure and now, whatever a clock says", "[receipt]") {
  const auto sent = at("2024-07-20T20:00:00");
  const auto now = at("2024-07-20T23:00:00");
  const auto tolerance = std::chrono::minutes{10};
  const auto judged = [&](const std::string& signed_at, const std::string& sent_at) {
    return timing_of(at(signed_at), at(sent_at), sent, now, tolerance);
  };
  CHECK(judged("2024-07-20T22:00:00", "2024-07-20T23:05:00").at == at("2024-07-20T22:00:00"));
  CHECK_FALSE(judged("2024-07-20T22:00:00", "2024-07-20T23:10:00").clock_off);
  CHECK(judged("2024-07-20T22:00:00", "2024-07-20T23:10:01").clock_off);
  CHECK(judged("2024-07-20T19:00:00", "2024-07-20T23:00:00").at == sent);
  CHECK(judged("2024-07-20T19:00:00", "2024-07-20T23:00:00").clock_off);
  CHECK(judged("2099-01-01T00:00:00", "2024-07-20T23:00:00").at == now);
  CHECK(judged("2099-01-01T00:00:00", "2024-07-20T23:00:00").clock_off);
}

TEST_CASE_METHOD(Door, "the QR of something else gets a clear answer") {
  const auto type = [&](const std::string& scan) { return knock("receipt.look", {{"scan", scan}}).error().type; };
  CHECK(type("https://weixin.qq.com/r/abc") == "not-a-waybill-code");
  CHECK(type("6901234567892") == "not-a-waybill-code");
  CHECK(type("https://anlan.example/r/" + std::string(43, '!')) == "not-a-waybill-code");
  CHECK(type("https://anlan.example/r/" + std::string(43, 'z')) == "unknown-receipt-token");
  CHECK(knock("receipt.look", json::object()).error().type == "bad-receipt");
}

TEST_CASE_METHOD(Door,
                 "guessing six digits gets slower, for one waybill from anywhere, and the right ones still open it") {
  const auto waybill = under_way(10);
  const auto number = code_of(waybill)["number"];
  const auto guess = [&](const std::string& code, const std::string& remote) {
    const auto answer = knock("receipt.look", {{"number", number}, {"code", code}}, remote);
    return answer ? "" : answer.error().type;
  };
  for (int i = 0; i < 5; ++i)
    CHECK(guess("99999" + std::to_string(i), "10.0.0." + std::to_string(i)) == "wrong-receipt-code");
  CHECK(guess("000001", "10.0.0.99") == "too-many-tries");
  auto params = counted(waybill, 10);
  params.erase("scan");
  params["number"] = number;
  params["code"] = "000001";
  CHECK(refused(phone.sign(params)) == "too-many-tries");
  awake += std::chrono::seconds{1};
  CHECK(guess("999999", "10.0.0.7") == "wrong-receipt-code");
  CHECK(guess("000001", "10.0.0.7") == "too-many-tries");
  awake += std::chrono::seconds{2};
  CHECK(guess("000001", "10.0.0.7").empty());
  CHECK(deliver(phone.sign(params)).has_value());
}

TEST_CASE_METHOD(Door, "a code that is right one digit off or of another waybill opens nothing") {
  const auto waybill = under_way(10);
  const auto other = under_way(10);
  auto params = counted(waybill, 10);
  params.erase("scan");
  params["number"] = code_of(waybill)["number"];
  params["code"] = code_of(other)["code"];
  CHECK(refused(phone.sign(params)) == "wrong-receipt-code");
}

TEST_CASE_METHOD(Door, "the receiver's name is sealed, masked, and shown in clear only for a purpose on record") {
  const auto waybill = under_way(10);
  const auto params = phone.sign(counted(waybill, 10));
  (void)deliver(params).value();
  for (const auto& news : published) CHECK(news.text->find("欧阳小三") == std::string::npos);
  CHECK(done(auditor(), "receipt.list", json::object())["receipts"][0]["name"] == "欧**三");
  const json ask{{"receipt", params["receipt"]}, {"purpose", "核对短少"}};
  CHECK(refusal(clerk(), "receipt.reveal", ask) == "role");
  CHECK(refusal(keeper(kMengzhou), "receipt.reveal", ask) == "unknown-receipt");
  CHECK(done(dispatcher_of(), "receipt.reveal", ask)["revealed"]["name"] == "欧阳小三");
  const auto& look = *published.back().text;
  CHECK(look.find("personal.revealed") != std::string::npos);
  CHECK(look.find("核对短少") != std::string::npos);
  REQUIRE(keys->destroy("goods").has_value());
  CHECK(done(auditor(), "receipt.list", json::object())["receipts"][0]["name"] == "");
  CHECK(refusal(dispatcher_of(), "receipt.reveal", ask) == "key-destroyed");
}

TEST_CASE_METHOD(Door, "a photo is taken only when a recorded receipt names it") {
  const auto waybill = under_way(10);
  const std::string bytes = "photo of a pallet";
  const json picture{{"media_type", "image/jpeg"}, {"bytes", json::binary({bytes.begin(), bytes.end()})}};
  CHECK(knock("receipt.photo", picture).error().type == "photo-not-awaited");
  auto params = counted(waybill, 10);
  params["photo"] = journal::to_hex(journal::digest(journal::Algorithm::sha256, bytes));
  (void)deliver(phone.sign(params)).value();
  CHECK(done(auditor(), "receipt.list", json::object())["receipts"][0]["photo_here"] == false);
  CHECK(knock("receipt.photo", picture).value()["blob"] == params["photo"]);
  CHECK(knock("receipt.photo", picture).has_value());
  CHECK(done(auditor(), "receipt.list", json::object())["receipts"][0]["photo_here"] == true);
  const std::string other = "text";
  const json text{{"media_type", "text/html"}, {"bytes", json::binary({other.begin(), other.end()})}};
  CHECK(knock("receipt.photo", text).error().type == "not-a-photo");
  CHECK(verifies());
}

}  // namespace anlan::supplies::test
