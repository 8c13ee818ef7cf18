#include <algorithm>
#include <map>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "relief/payment_rules.hpp"

namespace anlan::relief {
namespace {

Snapshot three() {
  return freeze(
             "c1",
             {{"h3", "410821101201", 1, 10'000}, {"h1", "410821101201", 3, 90'000}, {"h2", "410821101202", 2, 40'050}})
      .value();
}

std::string type_of(const auto& result) { return result ? std::string{} : result.error().type; }

std::map<std::string, Payee> payees() {
  return {{"h1", {"张三", "11010519491231002X", "6228480012345678901"}},
          {"h2", {"李四", "440524188001010014", "6228480012345678902"}},
          {"h3", {"王五", "110105194912310038", "00012345678"}}};
}

/// The bank, which trusts what it is sent, and the office: files are chosen at random, answers come late, out of order,
/// and more than once.
struct Office {
  Snapshot snapshot;
  std::map<std::string, PaymentLine> lines = {};
  std::map<std::string, std::int64_t> moved = {};  ///< what the bank moved, by key
  std::vector<BankAnswer> answers = {};

  void send() {
    std::vector<PaymentLine> chosen;
    for (const auto& [key, line] : lines) {
      if (*rc::gen::arbitrary<bool>()) chosen.push_back(line);
    }
    if (!check_sending("c1", snapshot, chosen)) return;
    for (const auto& line : chosen) {
      const auto& now = lines[line.key] = sent(line);
      const bool pays = *rc::gen::arbitrary<bool>();
      if (pays) moved[line.key] += line.fen;
      answers.push_back({line.key, now.attempt, line.fen, pays, ReturnReason::name_differs});
    }
  }
  void hear() {
    if (answers.empty()) return;
    const auto answer = *rc::gen::elementOf(answers);
    const auto found = lines.find(answer.key);
    const auto next = answered(found->second, answer);
    if (next) found->second = *next;
  }
};

}  // namespace

TEST_CASE("a snapshot does not depend on the order, and any change changes its hash") {
  const auto frozen = three();
  CHECK(snapshot_text("c1", frozen.rows) ==
        "c1\nh1,410821101201,3,90000\nh2,410821101202,2,40050\nh3,410821101201,1,10000\n");
  CHECK(frozen.total_fen == 140'050);
  CHECK(freeze("c1", {frozen.rows[2], frozen.rows[0], frozen.rows[1]})->hash == frozen.hash);
  auto changed = frozen.rows;
  changed[0].fen += 1;
  CHECK(freeze("c1", changed)->hash != frozen.hash);
  CHECK(freeze("c2", frozen.rows)->hash != frozen.hash);
  CHECK(type_of(freeze("c1", {})) == "bad-snapshot");
  CHECK(type_of(freeze("c1", {frozen.rows[0], frozen.rows[0]})) == "bad-snapshot");
  changed[0].fen = 0;
  CHECK(type_of(freeze("c1", changed)) == "bad-snapshot");
}

TEST_CASE("one line for each household, made once however often they are made") {
  const auto frozen = three();
  std::map<std::string, PaymentLine> known;
  for (const auto& line : lines_of("c1", frozen, known)) known.emplace(line.key, line);
  CHECK(known.size() == 3);
  CHECK(lines_of("c1", frozen, known).empty());
  CHECK(payment_key("c1", "h1") != payment_key("c2", "h1"));
}

TEST_CASE("what is sent must be what was approved, and not be sent already") {
  const auto frozen = three();
  auto lines = lines_of("c1", frozen, {});
  CHECK(check_sending("c1", frozen, lines).has_value());
  auto more = lines;
  more[1].fen += 100;
  CHECK(type_of(check_sending("c1", frozen, more)) == "not-as-approved");
  more = lines;
  more.push_back({.key = payment_key("c1", "h9"), .household = "h9", .fen = 100});
  CHECK(type_of(check_sending("c1", frozen, more)) == "not-as-approved");
  CHECK(type_of(check_sending("c1", frozen, {lines[0], lines[0]})) == "pays-twice");
  lines[0] = sent(lines[0]);
  CHECK(type_of(check_sending("c1", frozen, lines)) == "pays-twice");
}

TEST_CASE("answers of the bank: paid, returned by reason, again, and what does not fit") {
  const auto line = sent(lines_of("c1", three(), {}).front());
  const auto paid = answered(line, {line.key, 1, line.fen, true});
  REQUIRE(paid);
  CHECK(paid->state == LineState::paid);
  CHECK(answered(*paid, {line.key, 1, line.fen, true})->state == LineState::paid);
  CHECK(type_of(answered(*paid, {line.key, 1, line.fen, false, ReturnReason::dormant})) == "answer-unexpected");
  CHECK(type_of(answered(line, {line.key, 1, line.fen + 1, true})) == "amount-differs");
  const auto returned = answered(line, {line.key, 1, line.fen, false, ReturnReason::wrong_account});
  REQUIRE(returned);
  CHECK(returned->returned_for == ReturnReason::wrong_account);
  const auto again = sent(*returned);
  CHECK(again.key == line.key);
  CHECK(again.attempt == 2);
  CHECK(type_of(answered(again, {line.key, 1, line.fen, false, ReturnReason::wrong_account})) == "answer-unexpected");
  CHECK(type_of(answered(lines_of("c1", three(), {}).front(), {line.key, 1, line.fen, true})) == "answer-unexpected");
  CHECK(closed(*returned)->state == LineState::closed);
  CHECK(handed(*returned)->state == LineState::paid);
  CHECK(type_of(handed(line)) == "line-not-open");
  CHECK(type_of(handed(*paid)) == "line-not-open");
  CHECK(type_of(closed(*paid)) == "line-not-open");
  CHECK(type_of(closed(line)) == "line-not-open");
  CHECK(title_of(ReturnReason::wrong_account) == "账号错误");
}

TEST_CASE("the file has exactly the lines, their sum and the hash, and the same bytes each time") {
  const auto frozen = three();
  auto lines = lines_of("c1", frozen, {});
  const auto file = payment_file(frozen, lines, payees()).value();
  std::ranges::reverse(lines);
  CHECK(payment_file(frozen, lines, payees()).value() == file);
  CHECK(std::ranges::count(file, '\n') == 5);
  CHECK(file.find(payment_key("c1", "h2") + ",0,李四,440524188001010014,6228480012345678902,400.50\r\n") !=
        std::string::npos);
  CHECK(file.ends_with("合计,3," + frozen.hash + ",,,,1400.50\r\n"));
}

TEST_CASE("who cannot be paid is named, and no file is made") {
  auto people = payees();
  people["h2"].account.clear();
  people["h1"].name = "=cmd|' /C calc'!A0";
  people.erase("h3");
  const auto file = payment_file(three(), lines_of("c1", three(), {}), people);
  REQUIRE_FALSE(file);
  CHECK(file.error().type == "bad-payee");
  CHECK(file.error().errors.size() == 3);
  CHECK(file.error().detail.en.find("6228") == std::string::npos);
}

TEST_CASE("whatever the bank and the network do, nobody is paid twice and nothing beyond what was approved") {
  CHECK(rc::check("bank and office", [] {
    Office office{.snapshot = three()};
    for (const auto& line : lines_of("c1", office.snapshot, {})) office.lines.emplace(line.key, line);
    for (int step = 0; step < 60; ++step) {
      if (*rc::gen::inRange(0, 3) == 0) office.send();
      office.hear();
      for (const auto& [key, fen] : office.moved) RC_ASSERT(fen == office.lines.at(key).fen);
      for (const auto& [key, line] : office.lines) {
        if (line.state == LineState::paid) RC_ASSERT(office.moved.contains(key));
        if (line.state == LineState::returned) RC_ASSERT_FALSE(office.moved.contains(key));
      }
    }
  }));
}

}  // namespace anlan::relief
