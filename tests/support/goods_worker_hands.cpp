// What people of a township get into their hands and give back.
#include "support/goods_worker.hpp"

namespace anlan::test {

using nlohmann::json;

/// A signed sheet over something of an issue, sometimes of more than is left of it; now and then one is taken back.
GoodsWorker::Command GoodsWorker::handout() {
  if (!handouts_.empty() && pick(5) == 0) {
    const auto& wrong = handouts_[pick(handouts_.size())];
    return {"clerk", "handout.withdraw", {{"command_id", new_id()}, {"handout", wrong}, {"reason", "测试"}}};
  }
  const auto& issue = issues_[pick(issues_.size())];
  const auto& line = issue["lines"][pick(issue["lines"].size())];
  const auto most = line["quantity"].get<std::size_t>();
  return {"clerk",
          "handout.record",
          {{"command_id", new_id()},
           {"source", issue["movement"]},
           {"lines", {{{"batch", line["batch"]}, {"quantity", 1 + pick(most)}}}},
           {"sheet", {{"households", 3}, {"people", 9}, {"scans", {world_.scan}}}}}};
}

GoodsWorker::Command GoodsWorker::recovery() {
  auto brought = lines();
  for (auto& line : brought) line.erase("bin");
  return {"keeper",
          "recovery.receive",
          {{"command_id", new_id()},
           {"place", world_.stores[pick(world_.stores.size())]},
           {"division", kTownship},
           {"from", "测试"},
           {"lines", std::move(brought)}}};
}

GoodsWorker::Command GoodsWorker::recovery_step() {
  const auto paper = std::move(recoveries_.front());
  recoveries_.pop_front();
  json params{{"command_id", new_id()}, {"recovery", paper["recovery"]}, {"expected_version", paper["version"]}};
  if (pick(5) == 0) {
    params["reason"] = "测试";
    return {"keeper", "recovery.cancel", std::move(params)};
  }
  if (paper["state"] == "returned") {
    params["cleaning"] = "测试";
    return {"keeper", "recovery.clean", std::move(params)};
  }
  params["lines"] = json::array();
  for (const auto& line : paper["lines"]) {
    const auto whole = line["pending"].get<std::size_t>();
    const auto scrap = pick(whole + 1);
    params["lines"].push_back(
        {{"line", params["lines"].size()}, {"good", whole - scrap}, {"repair", 0}, {"scrap", scrap}, {"bin", bin()}});
  }
  return {"keeper2", "recovery.grade", std::move(params)};
}

void GoodsWorker::post(const std::string& batch, std::int64_t quantity, const GoodsSpot& from, const GoodsSpot& to) {
  ledger_[{from.first, from.second, batch}] -= quantity;
  ledger_[{to.first, to.second, batch}] += quantity;
}

void GoodsWorker::take_handout(const json& handout, std::atomic<std::int64_t>& moved) {
  const bool withdrawn = handout["state"] == "withdrawn";
  const GoodsSpot issued{"issued", handout["division"]};
  const GoodsSpot household{"household", handout["division"]};
  for (const auto& line : handout["lines"]) {
    post(line["batch"], line["quantity"], withdrawn ? household : issued, withdrawn ? issued : household);
  }
  if (!withdrawn) remember(handouts_, handout["handout"].get<std::string>());
  ++moved;
}

/// Which of both hands gave what, the answer does not tell: it is all told as issued.
void GoodsWorker::take_recovery(const json& recovery, std::atomic<std::int64_t>& moved) {
  const GoodsSpot issued{"issued", recovery["from_division"]};
  const GoodsSpot aside{"aside", recovery["place"]};
  const auto& operation = pending_->operation;
  if (operation == "recovery.grade") {
    for (const auto& grade : pending_->params["lines"]) {
      const auto& line = recovery["lines"][grade["line"].get<std::size_t>()];
      post(line["batch"], grade["good"], aside, {recovery["place"], grade["bin"]});
    }
  } else if (operation != "recovery.clean") {
    const bool back = operation == "recovery.cancel";
    for (const auto& line : recovery["lines"]) {
      post(line["batch"], line["quantity"], back ? aside : issued, back ? issued : aside);
    }
  }
  if (recovery["state"] == "returned" || recovery["state"] == "cleaned") recoveries_.push_back(recovery);
  if (operation != "recovery.clean") ++moved;
}

}  // namespace anlan::test
