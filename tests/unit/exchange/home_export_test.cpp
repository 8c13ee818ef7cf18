#include <catch2/catch.hpp>

#include "../relief/home_house.hpp"
#include "exchange/relief_export_operations.hpp"
#include "relief/relief_catalogue.hpp"
#include "unpacked.hpp"

namespace anlan::exchange::test {

using namespace anlan::relief::test;

namespace {

/// A register of two rows, with the exports declared beside it.
struct HomeExports : Homes {
  HomeExports() {
    declare_relief_exports(registry, {catalogue(), standards, divisions, *keys, journal, *writer, *readers, *workers});
    (void)enter_home(1, {{"rebuild_fen", 2'505'000}, {"other_fen", 30'000}, {"pay_by", "cash"}});
    const auto gone = enter_home(2, {{"name", "孙撤出"}});
    (void)done(kClerk, "home.withdraw", {{"home", gone["home"]}, {"expected_version", 1}, {"reason", "mistake"}});
  }
  std::string file(const access::Caller& who, const std::string& operation, json more = json::object()) {
    json params{{"incident", incident}, {"division", kQinyang.text()}};
    params.update(more);
    Result<api::Reply> reply;
    anlan::test::run(loop, [&]() -> boost::asio::awaitable<void> {
      api::Call call{operation, params, who};
      reply = co_await dispatcher->call(std::move(call));
    });
    if (!reply) return reply.error().type;
    return sheet_of(reply->json);
  }

  relief::ReliefCatalogue standards = relief::ReliefCatalogue::load(anlan::test::source_dir() + "/data").value();
};

}  // namespace

TEST_CASE_METHOD(HomeExports, "ledger D02 leaves masked, with the form's columns, options and units") {
  const auto sheet = file(kCounty, "home.export");
  INFO(sheet.substr(0, 60));
  auto at = std::string::npos;
  for (int item = 1; item <= 19; ++item) {
    const auto code = "D020" + std::string{item < 10 ? "0" : ""} + std::to_string(item);
    INFO(code);
    const auto found = sheet.find(code);
    CHECK(found != std::string::npos);
    CHECK((at == std::string::npos || found > at));
    at = found;
  }
  for (const auto& shown : {"王*明", "2 低保户", "3 砌体结构", "洪涝灾害", "1 现金", "<v>60.25</v>", "<v>2.505</v>",
                            "<v>0.03</v>", "<t>万元</t>", "<t>平方米</t>", "个人信息已掩码"}) {
    INFO(shown);
    CHECK(has(sheet, shown));
  }
  for (const auto& secret : {std::string{"王小明"}, number(1), std::string{"13812345678"}, std::string{"孙*出"}}) {
    CHECK_FALSE(has(sheet, secret));
  }
  CHECK(file(kCounty, "home.export", {{"division", kMengzhou.text()}}) == "outside-jurisdiction");
}

TEST_CASE_METHOD(HomeExports, "in clear D02 leaves with a purpose, on record, marked on every page") {
  CHECK(file(kCounty, "home.export_people") == "invalid-params");
  const json purpose{{"purpose", "财政局核对重建资金"}};
  CHECK(file(caller(Role::leader, kCity), "home.export_people", purpose) == "role");
  const auto before = heard.size();
  const auto sheet = file(kCounty, "home.export_people", purpose);
  CHECK(has(sheet, "王小明"));
  CHECK(has(sheet, number(1)));
  CHECK(has(sheet, "<oddHeader>&amp;C&amp;B含个人信息"));
  CHECK(heard.find("personal.revealed", before) != std::string::npos);
  CHECK(heard.find(number(1)) == std::string::npos);
}

TEST_CASE_METHOD(HomeExports, "a register on whose title somebody typed a number does not leave") {
  incident = open_incident({{"name", "暴雨 13812345678"}});
  CHECK(file(kCounty, "home.export") == "leak-found");
}

}  // namespace anlan::exchange::test
