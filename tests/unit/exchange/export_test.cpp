#include <catch2/catch.hpp>

#include "../supplies/supply_house.hpp"
#include "exchange/stock_export_operations.hpp"
#include "exchange/stock_names.hpp"
#include "exchange/workbook.hpp"
#include "unpacked.hpp"

namespace anlan::exchange::test {

using namespace anlan::supplies::test;

namespace {

Sheet small(std::vector<std::vector<Cell>> rows, std::string exercise = {}) {
  return {.name = "台账",
          .title = "救灾物资台账 · 沁阳市",
          .notes = {"截至第 7 条记录"},
          .exercise = std::move(exercise),
          .columns = {{"品名", "", 16}, {"数量", "床", 10}, {"时间", "", 19}},
          .rows = std::move(rows)};
}

/// The stock of a county with the exports declared beside it.
class ExportHouse : public SupplyHouse {
 public:
  ExportHouse() { declare_stock_exports(registry, {goods(), divisions, *readers, workers}); }

  Result<api::Reply> ask_file(const access::Caller& who, const std::string& operation, json params) {
    Result<api::Reply> reply;
    anlan::test::run(loop, [&]() -> boost::asio::awaitable<void> {
      api::Call call{operation, std::move(params), who};
      reply = co_await dispatcher->call(std::move(call));
    });
    return reply;
  }
  std::string file(const std::string& operation, json params) {
    return sheet_of(ask_file(auditor(), operation, std::move(params)).value().json);
  }

  store::Workers workers{1, 4};
};

}  // namespace

TEST_CASE("cells keep their type: numbers count, moments are dates, text is never a formula") {
  const auto at = parse_time("2024-07-20T20:00:00+08:00").value();
  const auto sheet = sheet_of(write_workbook(small({{"棉被", std::int64_t{120}, at},
                                                    {"=1+1", std::int64_t{-5}, Cell{}},
                                                    {"@SUM(A1)", Cell{}, Cell{}},
                                                    {"<b>&\"'\x01", Cell{}, Cell{}}}))
                                  .value());
  CHECK(has(sheet, "<v>120</v>"));
  CHECK(has(sheet, "<v>-5</v>"));
  CHECK(has(sheet, "<v>45493.833333"));  // 2024-07-20 20:00 in Beijing, in days since 1900
  CHECK(has(sheet, "t=\"inlineStr\"><is><t>=1+1</t>"));
  CHECK(has(sheet, "t=\"inlineStr\"><is><t>@SUM(A1)</t>"));
  CHECK(has(sheet, "&lt;b&gt;&amp;"));
  CHECK_FALSE(has(sheet, "\x01"));
  CHECK_FALSE(has(sheet, "<f>"));
  CHECK(has(sheet, "<t>数量</t>"));
  CHECK(has(sheet, "<t>床</t>"));
}

TEST_CASE("an exercise's file says so at its top and on every printed page; a real one does not") {
  const auto mark = std::string{"【演练】数字不计入真实库存"};
  const auto rehearsed = sheet_of(write_workbook(small({}, mark)).value());
  CHECK(has(rehearsed, "<t>" + mark + "</t>"));
  CHECK(has(rehearsed, "<oddHeader>&amp;C&amp;B" + mark));
  CHECK_FALSE(has(sheet_of(write_workbook(small({})).value()), "演练"));
}

TEST_CASE("nothing of an export stays in the temporary folder") {
  const auto left = [] {
    std::size_t count = 0;
    for (const auto& file : std::filesystem::directory_iterator{std::filesystem::temp_directory_path()}) {
      if (file.path().filename().string().starts_with("anlan-export-")) ++count;
    }
    return count;
  };
  const auto before = left();
  REQUIRE(write_workbook(small({{"棉被", std::int64_t{1}, Cell{}}})));
  CHECK(left() == before);
}

TEST_CASE_METHOD(ExportHouse, "the ledger has every line of every document, with names, and as of which entry") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 200);
  (void)issue(store, batch, 30, {{"document", "=cmd()"}}).value();
  const auto sheet = file("stock.export_ledger", json::object());
  for (const auto* said : {"测试库 410882000000", "棉被", "<v>200</v>", "<v>30</v>", "入库", "发放", "供货方", "已发放",
                           "西向镇政府", "<t>=cmd()</t>", "床", "截至第 3 条记录，2024-07-20 20:00"}) {
    INFO(said);
    CHECK(has(sheet, said));
  }
  CHECK(sheet.find("<v>200</v>") < sheet.find("<v>30</v>"));  // the oldest first
  const auto english = file("stock.export_ledger", {{"language", "en"}});
  CHECK(has(english, "received"));
  CHECK_FALSE(has(english, "入库"));
}

TEST_CASE_METHOD(ExportHouse, "every kind of movement and every other side has a name in both languages") {
  store::Connection db{SupplyHouse::file(), store::Mode::read_only};
  for (const auto* language : {"zh", "en"}) {
    const StockParts parts{db, goods(), divisions, Language{language}, now, "测试"};
    StockNames names{parts};
    for (const auto& word : supplies::movement_words()) {
      INFO(word);
      CHECK_FALSE(names.kind(supplies::parse_movement_kind(word).value()).empty());
    }
    for (const auto* side : {"supplier", "donor", "lost", "lender", "owner", "in_transit", "issued", "household",
                             "scrapped", "borrower", "aside"}) {
      INFO(side);
      REQUIRE(supplies::parse_side(side));
      CHECK_FALSE(names.place(side).empty());
    }
  }
}

TEST_CASE_METHOD(ExportHouse, "the ledger is narrowed by place, item and time, and keeps exercises apart") {
  const auto store = open_store();
  const auto other = open_store();
  (void)receive(store, "quilt-cotton", 201);
  (void)receive(other, "quilt-cotton", 202);
  (void)receive(store, "blanket", 203);
  CHECK_FALSE(has(file("stock.export_ledger", {{"place", store}}), "<v>202</v>"));
  const auto quilts = file("stock.export_ledger", {{"item", "quilt-cotton"}});
  CHECK(has(quilts, "<v>202</v>"));
  CHECK_FALSE(has(quilts, "<v>203</v>"));
  const auto later = format_time(now + std::chrono::hours{1});
  CHECK_FALSE(has(file("stock.export_ledger", {{"from", later}}), "<v>201</v>"));
  const auto rehearsed = file("stock.export_ledger", {{"exercise", true}});
  CHECK_FALSE(has(rehearsed, "<v>201</v>"));
  CHECK(has(rehearsed, "【演练】"));
}

TEST_CASE_METHOD(ExportHouse, "a stock card has in, out and balance; a reversed line says so") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 200);
  const auto issued = issue(store, batch, 30).value();
  (void)done(keeper(), "stock.reverse",
             {{"movement", issued["movement"]["movement"]}, {"expected_version", 1}, {"reason", "重复登记"}});
  const auto card = file("stock.export_card", {{"place", store}, {"item", "quilt-cotton"}});
  CHECK(has(card, "<v>170</v>"));
  CHECK(has(card, "已冲销"));
  CHECK(has(card, "<t>床</t>"));
  CHECK(has(card, "期初结存"));
}

TEST_CASE_METHOD(ExportHouse,
                 "numbers of people that somebody wrote into a remark leave masked, and the table says so") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 200);
  const auto issued = issue(store, batch, 30).value();
  (void)done(keeper(), "stock.reverse",
             {{"movement", issued["movement"]["movement"]},
              {"expected_version", 1},
              {"reason", "重复登记，联系人 13812345678，身份证 41088219600501001X"}});
  const auto sheet = file("stock.export_ledger", json::object());
  CHECK(has(sheet, "重复登记，联系人 ***，身份证 ***"));
  CHECK_FALSE(has(sheet, "13812345678"));
  CHECK(has(sheet, "已遮盖 2 处"));
  CHECK_FALSE(has(file("stock.export_figures", {{"division", kQinyang.text()}}), "已遮盖"));
}

TEST_CASE_METHOD(ExportHouse, "the figures of form A07 come with their names and units") {
  const auto store = open_store();
  const auto batch = receive(store, "tent-single-12", 40);
  (void)issue(store, batch, 7).value();
  const auto sheet = file("stock.export_figures", {{"division", kQinyang.text()}});
  for (const auto* said : {"A07007", "A07012", "本级安排的帐篷数量", "顶", "<v>7</v>"}) CHECK(has(sheet, said));
}

TEST_CASE_METHOD(ExportHouse,
                 "nobody downloads what is beyond his jurisdiction, and the answer is a file by its name") {
  const auto store = open_store();
  (void)receive(store, "quilt-cotton", 211);
  const json card{{"place", store}, {"item", "quilt-cotton"}};
  CHECK(ask_file(keeper(kMengzhou), "stock.export_card", card).error().type == "outside-jurisdiction");
  CHECK(ask_file(keeper(kMengzhou), "stock.export_figures", {{"division", kQinyang.text()}}).error().type ==
        "outside-jurisdiction");
  CHECK(ask_file(keeper(), "stock.export_card", {{"place", make_uuid(now)}, {"item", "quilt-cotton"}}).error().type ==
        "unknown-place");
  CHECK_FALSE(
      has(sheet_of(ask_file(keeper(kMengzhou), "stock.export_ledger", json::object()).value().json), "<v>211<"));
  const auto reply = ask_file(keeper(), "stock.export_ledger", {{"exercise", true}}).value();
  REQUIRE(reply.headers.size() == 1);
  CHECK(reply.headers[0].second == "attachment; filename=anlan-ledger-20240720-EXERCISE.xlsx");
}

}  // namespace anlan::exchange::test
