#include <catch2/catch.hpp>

#include "../relief/goods_way.hpp"
#include "../relief/left_since.hpp"
#include "exchange/relief_export_operations.hpp"
#include "unpacked.hpp"

namespace anlan::exchange::test {

using namespace anlan::relief::test;

namespace {

/// Whoever asks for a file, and what it says.
template <class House>
struct Exporting : House {
  Exporting() {
    declare_relief_exports(this->registry, {catalogue(), standards(), this->divisions, *this->keys, this->journal,
                                            *this->writer, *this->readers, *this->workers});
  }
  std::string file(const access::Caller& who, const std::string& operation, json more = json::object(), int sheet = 1) {
    json params{{"campaign", this->campaign}};
    params.update(more);
    Result<api::Reply> reply;
    anlan::test::run(this->loop, [&]() -> boost::asio::awaitable<void> {
      api::Call call{operation, params, who};
      reply = co_await this->dispatcher->call(std::move(call));
    });
    if (!reply) return reply.error().type;
    return sheet_of(reply->json, sheet);
  }
};

/// Rows of the sheet that say so.
std::size_t rows_with(const std::string& sheet, const std::string& what) {
  std::size_t count = 0;
  for (auto at = sheet.find("<row "); at != std::string::npos; at = sheet.find("<row ", at + 1)) {
    count += sheet.substr(at, sheet.find("</row>", at) - at).find(what) != std::string::npos ? 1U : 0U;
  }
  return count;
}

/// A list that is paid.
struct ReliefExports : Exporting<Way> {
  ReliefExports() {
    households(2);
    until_payment();
    act(kPayer, "payment.send", {{"purpose", "发放"}});
    const auto sent = lines()["lines"];
    act(kPayer, "payment.answer", {{"answers", {answer_for(sent[0], true), answer_for(sent[1], false)}}});
  }
};

const json kAll{{"division", kQinyang.text()}};

}  // namespace

TEST_CASE_METHOD(ReliefExports, "ledger D03 leaves with people masked and money in yuan") {
  const auto sheet = file(kCounty, "relief.export_ledger", kAll);
  INFO(sheet.substr(0, 60));
  CHECK(has(sheet, "王*明"));
  CHECK(has(sheet, "2 低保户"));
  CHECK(has(sheet, "<v>300</v>"));
  CHECK(has(sheet, "<t>元</t>"));
  for (const auto& secret : {std::string{"王小明"}, number(1), std::string{"13812345678"}}) {
    CHECK_FALSE(has(sheet, secret));
  }
  CHECK(file(kCounty, "relief.export_ledger", {{"division", kMengzhou.text()}}) == "outside-jurisdiction");
}

TEST_CASE_METHOD(ReliefExports,
                 "D03 adds up to what was paid, whoever moved or was withdrawn since, in the form it was paid in") {
  const auto all = lines()["lines"];
  const auto& paid = all[0]["state"] == "paid" ? all[0] : all[1];
  const auto& returned = all[0]["state"] == "paid" ? all[1] : all[0];
  const auto first = paid["household"].get<std::string>();
  const auto second = returned["household"].get<std::string>();
  CHECK(rows_with(file(kCounty, "relief.export_ledger", kAll), "<v>300</v>") == 1);
  moved_since(*this, first);
  const json here{{"division", kVillage.text()}};
  const json there{{"division", kNextVillage.text()}};
  CHECK(rows_with(file(kCounty, "relief.export_ledger", here), "<v>300</v>") == 1);
  CHECK(rows_with(file(kCounty, "relief.export_ledger", there), "王*明") == 0);
  act(kPayer, "payment.hand", {{"key", returned["key"]}, {"proof", blobs["signature"]}});
  withdrawn_since(*this, second);
  const auto sheet = file(kCounty, "relief.export_ledger", kAll);
  CHECK(rows_with(sheet, "<v>300</v>") == 2);
  CHECK(rows_with(sheet, "1 现金") == 1);
  CHECK(rows_with(sheet, "2 一卡通") == 1);
}

TEST_CASE_METHOD(ReliefExports, "a masked file on which somebody typed a number does not leave") {
  done(kCounty, "campaign.change",
       {{"campaign", campaign}, {"expected_version", 2}, {"reason", "测试"}, {"name", "冬春 13812345678"}});
  CHECK(file(kCounty, "relief.export_ledger", kAll) == "leak-found");
}

TEST_CASE_METHOD(ReliefExports, "in clear it leaves with a purpose, on record, marked on every page") {
  CHECK(file(kCounty, "relief.export_people", kAll) == "invalid-params");
  auto params = kAll;
  params["purpose"] = "财政局核对发放";
  CHECK(file(caller(Role::leader, kCity), "relief.export_people", params) == "role");
  const auto before = heard.size();
  const auto sheet = file(kCounty, "relief.export_people", params);
  CHECK(has(sheet, "王小明"));
  CHECK(has(sheet, number(1)));
  CHECK(has(sheet, "<oddHeader>&amp;C&amp;B含个人信息"));
  CHECK(has(sheet, "财政局核对发放"));
  CHECK(heard.find("personal.revealed", before) != std::string::npos);
  CHECK(heard.find(number(1)) == std::string::npos);
  CHECK(verifies());
}

TEST_CASE_METHOD(ReliefExports, "tables C01 and C02 are in 万元") {
  const auto sheet = file(kCounty, "relief.export_tables");
  CHECK(has(sheet, "C02003"));
  CHECK(has(sheet, "<t>万元</t>"));
  CHECK(has(sheet, "<v>30</v>"));
  CHECK(has(sheet, "C02001"));
  const auto villages = file(kCounty, "relief.export_tables", json::object(), 2);
  CHECK(rows_with(villages, kVillage.text()) == 1);
  CHECK(has(villages, "已发放救助款 D03010"));
  CHECK(has(villages, "<v>300</v>"));
  CHECK(has(villages, "<t>元</t>"));
}

TEST_CASE_METHOD(Exporting<GoodsWay>, "D03011 is what the stock ledger gave, and empty where nobody said a price") {
  until_payment();
  done(kClerk, "handout.record", quilts_to({{rows[0], 2}}));
  const auto priced = file(kCounty, "relief.export_ledger", kAll);
  CHECK(has(priced, "<v>180</v>"));
  CHECK_FALSE(has(priced, "D03011 留空"));
  const json coal_line{{"batch", coal}, {"quantity", 400}};
  const json row{{"entitled", rows[1]}, {"got", {400}}, {"proof", blobs["signature"]}};
  done(kClerk, "handout.record", {{"source", source}, {"lines", {coal_line}}, {"households", {row}}});
  CHECK(has(file(kCounty, "relief.export_ledger", kAll), "D03011 留空的 1 户"));
}

}  // namespace anlan::exchange::test
