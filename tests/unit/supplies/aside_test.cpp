#include <catch2/catch.hpp>

#include "signed_paper.hpp"

namespace anlan::supplies::test {
namespace {

/// A county store that issued forty tents to 西向镇, and the papers of the experts. All made up.
class Aside : public SupplyHouse {
 public:
  Aside() {
    tents = receive(store, "tent-single-12", 50, "2022-01-10", "county", kQinyang, "A-1");
    (void)issue(store, tents, 40, {{"lines", {{{"batch", tents}, {"bin", "A-1"}, {"quantity", 40}}}}}).value();
    report = signed_paper(*this);
  }

  [[nodiscard]] static access::Caller leader() { return caller(Role::leader, kQinyang); }

  Result<json> give_back(std::int64_t quantity, json more = json::object()) {
    json params{{"place", store},
                {"division", kXixiang.text()},
                {"from", "西向镇民政所"},
                {"lines", {{{"batch", tents}, {"quantity", quantity}}}}};
    params.update(more);
    return ask(keeper(), "recovery.receive", std::move(params));
  }

  Result<json> step(const access::Caller& who, const std::string& operation, const json& paper, json more) {
    json params{{"recovery", paper["recovery"]}, {"expected_version", paper["version"]}};
    params.update(more);
    return ask(who, operation, std::move(params));
  }
  Result<json> clean(const json& paper) {
    return step(keeper(), "recovery.clean", paper, {{"cleaning", "清洗消毒晾晒"}});
  }
  Result<json> grade(const json& paper, std::int64_t good, std::int64_t repair, std::int64_t scrap, int line = 0) {
    const json row{{"line", line}, {"good", good}, {"repair", repair}, {"scrap", scrap}, {"bin", "A-2"}};
    return step(keeper(kQinyang, 1), "recovery.grade", paper, {{"lines", {row}}});
  }
  json cleaned(std::int64_t quantity) { return clean(give_back(quantity).value()["recovery"]).value()["recovery"]; }
  Result<json> scrap(const access::Caller& who, const json& paper, json opinion = json::object()) {
    json whole{{"kind", "experts"},
               {"document", "沁储鉴〔2024〕1号"},
               {"experts", {"张某", "王某", "李某", "赵某", "钱某"}},
               {"conclusion", "支架断裂，无修复价值"},
               {"report", report}};
    whole.update(opinion);
    return step(who, "recovery.scrap", paper, {{"reason", "报废核销"}, {"opinion", std::move(whole)}});
  }

  /// Units of the tents' batch that are set aside.
  std::int64_t aside() {
    std::int64_t sum = 0;
    const auto life = done(auditor(), "stock.life", {{"batch", tents}});
    for (const auto& row : life["now"]) {
      if (row["place"] == "aside") sum += row["quantity"].get<std::int64_t>();
    }
    return sum;
  }

  json arrive(std::int64_t quantity) {
    const json batch{{"made_on", "2024-06-01"}, {"origin", {{"kind", "funding"}, {"level", "county"}}}};
    const json line{{"item", "quilt-cotton"}, {"quantity", quantity}, {"bin", "A-2"}, {"new_batch", batch}};
    return done(keeper(), "inspection.arrive",
                {{"place", store}, {"source", "supplier"}, {"document", "送货单 88"}, {"lines", {line}}})["inspection"];
  }
  Result<json> conclude(const json& paper, json line, json more = json::object()) {
    json params{{"inspection", paper["inspection"]},
                {"expected_version", paper["version"]},
                {"inspectors", {"孙某", "周某"}},
                {"conclusion", "抽检合格"},
                {"report", report},
                {"lines", json::array({std::move(line)})}};
    params.update(more);
    return ask(keeper(), "inspection.conclude", std::move(params));
  }

  std::string store = open_store();
  std::string tents;
  std::string report;
};

}  // namespace

TEST_CASE_METHOD(Aside, "what comes back from use is no stock until it was cleaned and graded as good") {
  const auto paper = give_back(30).value()["recovery"];
  CHECK(paper["state"] == "returned");
  CHECK(paper["may_cancel"] == true);
  CHECK(paper["opened_by"].is_null());
  CHECK(stock(store, "tent-single-12") == 10);
  CHECK(aside() == 30);
  const auto out = done(keeper(), "recovery.outstanding", {{"division", kXixiang.text()}})["rows"];
  CHECK(out[0]["batch"] == tents);
  CHECK(out[0]["quantity"] == 10);
  CHECK(issue(store, tents, 11, {{"lines", {{{"batch", tents}, {"bin", "A-1"}, {"quantity", 11}}}}}).error().type ==
        "not-enough-stock");
  CHECK(grade(paper, 30, 0, 0).error().type == "not-cleaned");
  const auto ready = clean(paper).value()["recovery"];
  CHECK(clean(ready).error().type == "recovery-not-returned");
  const auto judged = grade(ready, 20, 6, 4).value()["recovery"];
  CHECK(judged["state"] == "graded");
  CHECK(judged["may_cancel"] == false);
  CHECK(judged["lines"][0]["pending"] == 6);
  CHECK(stock(store, "tent-single-12") == 30);
  const auto again = grade(judged, 5, 0, 1).value()["recovery"];
  CHECK(again["state"] == "graded");
  CHECK(again["lines"][0]["scrap"] == 5);
  CHECK(stock(store, "tent-single-12") == 35);
  const auto closed = scrap(leader(), again).value()["recovery"];
  CHECK(closed["state"] == "closed");
  CHECK(closed["lines"][0]["scrapped"] == 5);
  CHECK(aside() == 0);
  CHECK(grade(closed, 1, 0, 0).error().type == "recovery-closed");
  CHECK(verifies());
}

TEST_CASE_METHOD(Aside, "nobody gives back more than he got, or what he never got") {
  CHECK(give_back(41).error().type == "not-enough-stock");
  CHECK(give_back(1, {{"division", kMengzhou.text()}}).error().type == "not-enough-stock");
  CHECK(give_back(1, {{"division", "410881000000"}}).error().type == "bad-movement");
  CHECK(give_back(1, {{"lines", {{{"batch", make_uuid(now)}, {"quantity", 1}}}}}).error().type == "unknown-batch");
  CHECK(give_back(1, {{"occurred_at", "2024-07-21T20:00:00+08:00"}}).error().type == "bad-movement");
  CHECK(give_back(40).has_value());
  CHECK(give_back(1).error().type == "not-enough-stock");
}

TEST_CASE_METHOD(Aside, "a grading speaks of every unit that waits, once") {
  const auto ready = cleaned(30);
  CHECK(grade(ready, 20, 0, 0).error().type == "bad-grading");
  CHECK(grade(ready, 31, 0, 0).error().type == "bad-grading");
  CHECK(grade(ready, 30, 0, 0, 1).error().type == "bad-grading");
  const json twice{{"line", 0}, {"good", 30}, {"repair", 0}, {"scrap", 0}};
  CHECK(step(keeper(), "recovery.grade", ready, {{"lines", {twice, twice}}}).error().type == "bad-grading");
  const json nowhere{{"line", 0}, {"good", 30}, {"repair", 0}, {"scrap", 0}, {"bin", "B-9"}};
  CHECK(step(keeper(), "recovery.grade", ready, {{"lines", {nowhere}}}).error().type == "unknown-bin");
  CHECK(grade({{"recovery", ready["recovery"]}, {"version", 1}}, 30, 0, 0).error().type == "stale-version");
  CHECK(step(keeper(kMengzhou), "recovery.grade", ready, {{"lines", {twice}}}).error().type == "outside-jurisdiction");
  CHECK(grade(ready, 30, 0, 0).value()["recovery"]["state"] == "closed");
}

TEST_CASE_METHOD(Aside,
                 "scrapping takes five experts or an institute, their paper, and somebody who had no hand in it") {
  const auto judged = grade(cleaned(10), 0, 0, 10).value()["recovery"];
  CHECK(scrap(keeper(), judged).error().type == "role");
  auto hand = leader();
  hand.account = keeper(kQinyang, 1).account;
  CHECK(scrap(hand, judged).error().type == "handled-it-yourself");
  CHECK(scrap(caller(Role::leader, kCity), judged).error().type == "not-the-user-office");
  CHECK(scrap(leader(), judged, {{"experts", {"张某", "王某", "李某", "赵某"}}}).error().type == "bad-movement");
  CHECK(scrap(leader(), judged, {{"experts", {"张某", "张某", "李某", "赵某", "钱某"}}}).error().type ==
        "bad-movement");
  CHECK(scrap(leader(), judged, {{"report", std::string(64, 'a')}}).error().type == "unknown-blob");
  CHECK(aside() == 10);
  const auto closed = scrap(leader(), judged, {{"kind", "inspection"}, {"experts", json::array()}}).value();
  CHECK(closed["recovery"]["opinion"]["report"] == report);
  CHECK(scrap(leader(), closed["recovery"]).error().type == "recovery-closed");
  CHECK(aside() == 0);
  CHECK(verifies());
}

TEST_CASE_METHOD(Aside, "nothing waits to be scrapped before it was graded so") {
  CHECK(scrap(leader(), cleaned(5)).error().type == "nothing-to-scrap");
}

TEST_CASE_METHOD(Aside, "a recovery entered wrongly is taken back until it is graded, and its movements only with it") {
  const auto paper = give_back(12).value()["recovery"];
  CHECK(refusal(keeper(), "stock.reverse",
                {{"movement", paper["movement"]}, {"expected_version", 1}, {"reason", "错"}}) == "belongs-to-paper");
  CHECK(step(keeper(), "recovery.cancel", paper, {{"reason", "数量记错"}}).value()["recovery"]["state"] == "cancelled");
  CHECK(aside() == 0);
  const auto judged = grade(cleaned(12), 6, 6, 0).value()["recovery"];
  CHECK(step(keeper(), "recovery.cancel", judged, {{"reason", "数量记错"}}).error().type == "recovery-graded");
  CHECK(done(auditor(), "recovery.list", {{"state", "graded"}})["recoveries"].size() == 1);
  CHECK(done(auditor(), "recovery.list", json::object())["recoveries"].size() == 2);
  CHECK(verifies());
}

TEST_CASE_METHOD(Aside, "a place where something is set aside is not closed") {
  (void)issue(store, tents, 10, {{"lines", {{{"batch", tents}, {"bin", "A-1"}, {"quantity", 10}}}}}).value();
  const auto paper = give_back(5).value()["recovery"];
  const json close{{"place", store}, {"expected_version", 1}, {"reason", "并库"}};
  CHECK(refusal(dispatcher_of(), "place.close", close) == "place-not-empty");
  (void)step(keeper(), "recovery.cancel", paper, {{"reason", "记错"}}).value();
  CHECK(refusal(dispatcher_of(), "place.close", close).empty());
}

TEST_CASE_METHOD(Aside, "a delivery is no stock before two people inspected it, and what is bad goes back") {
  const auto paper = arrive(200);
  CHECK(paper["state"] == "waiting");
  CHECK(stock(store, "quilt-cotton") == 0);
  CHECK(refusal(keeper(), "stock.pick", {{"place", store}, {"item", "quilt-cotton"}, {"quantity", 1}}).empty());
  CHECK(done(keeper(), "stock.pick", {{"place", store}, {"item", "quilt-cotton"}, {"quantity", 1}})["short"] == 1);
  const json found{{"sampled", 10}, {"accepted", 190}, {"rejected", 10}, {"defects", "填充物不足"}};
  const auto closed = conclude(paper, found).value()["inspection"];
  CHECK(closed["verdict"]["inspectors"] == json{"孙某", "周某"});
  CHECK(stock(store, "quilt-cotton") == 190);
  const auto kinds = done(auditor(), "stock.movements", {{"item", "quilt-cotton"}})["movements"];
  CHECK(kinds[0]["kind"] == "reject");
  CHECK(kinds[0]["lines"][0]["to"]["place"] == "supplier");
  CHECK(kinds[1]["kind"] == "accept");
  CHECK(conclude(closed, found).error().type == "inspection-closed");
  CHECK(refusal(keeper(), "stock.reverse",
                {{"movement", kinds[1]["movement"]}, {"expected_version", 1}, {"reason", "错"}}) == "belongs-to-paper");
  CHECK(verifies());
}

TEST_CASE_METHOD(Aside, "an inspection adds up, looks at something, names what is wrong, and has two names under it") {
  const auto paper = arrive(200);
  const auto verdict = [&](std::int64_t sampled, std::int64_t accepted, std::int64_t rejected,
                           json more = json::object()) {
    return conclude(paper, {{"sampled", sampled}, {"accepted", accepted}, {"rejected", rejected}}, std::move(more));
  };
  CHECK(verdict(10, 199, 0).error().type == "bad-verdict");
  CHECK(verdict(10, 201, 0).error().type == "bad-verdict");
  CHECK(verdict(0, 200, 0).error().type == "bad-verdict");
  CHECK(verdict(201, 200, 0).error().type == "bad-verdict");
  CHECK(verdict(10, 190, 10).error().type == "bad-verdict");
  CHECK(verdict(10, 200, 0, {{"inspectors", {"孙某", "孙某"}}}).error().type == "bad-verdict");
  CHECK(verdict(10, 200, 0,
                {{"lines", json::array({json{{"sampled", 1}, {"accepted", 1}, {"rejected", 0}},
                                        json{{"sampled", 1}, {"accepted", 1}, {"rejected", 0}}})}})
            .error()
            .type == "bad-verdict");
  CHECK(verdict(10, 200, 0, {{"report", std::string(64, 'b')}}).error().type == "unknown-blob");
  CHECK(verdict(10, 200, 0, {{"expected_version", 7}}).error().type == "stale-version");
  CHECK(stock(store, "quilt-cotton") == 0);
  CHECK(verdict(10, 200, 0).has_value());
  CHECK(stock(store, "quilt-cotton") == 200);
}

TEST_CASE_METHOD(Aside, "a delivery entered wrongly is taken back, once") {
  const auto paper = arrive(200);
  const json cancel{{"inspection", paper["inspection"]}, {"expected_version", 1}, {"reason", "送错单位"}};
  CHECK(done(keeper(), "inspection.cancel", cancel)["inspection"]["state"] == "cancelled");
  const json again{{"inspection", paper["inspection"]}, {"expected_version", 2}, {"reason", "送错单位"}};
  CHECK(refusal(keeper(), "inspection.cancel", again) == "inspection-closed");
  CHECK(done(auditor(), "inspection.list", {{"state", "waiting"}})["inspections"].empty());
  CHECK(verifies());
}

}  // namespace anlan::supplies::test
