#include "support/goods_worker.hpp"

#include <chrono>
#include <thread>

namespace anlan::test {

using nlohmann::json;

namespace {

/// The entry that a command which succeeded must have left.
std::string entry_of(const std::string& operation) {
  static const std::map<std::string, std::string> kEntries{
      {"stock.reverse", "stock.reversed"},      {"waybill.pick", "waybill.picked"},
      {"waybill.dispatch", "stock.moved"},      {"waybill.cancel", "waybill.cancelled"},
      {"waybill.receive", "waybill.received"},  {"waybill.settle", "waybill.settled"},
      {"handout.record", "handout.recorded"},   {"handout.withdraw", "stock.reversed"},
      {"recovery.clean", "recovery.cleaned"},   {"recovery.grade", "recovery.graded"},
      {"recovery.cancel", "recovery.cancelled"}};
  const auto known = kEntries.find(operation);
  return known == kEntries.end() ? "stock.moved" : known->second;
}

bool of_waybill(const std::string& operation) { return operation.starts_with("waybill."); }

}  // namespace

void GoodsWorker::work(std::uint16_t port, const std::atomic<bool>& stop, std::atomic<std::int64_t>& moved) {
  try {
    desks_.clear();
    if (pending_) ++resent_;
    while (trouble_.empty() && (pending_ || !stop)) {
      if (!pending_) pending_ = std::make_unique<Command>(next());
      if (send(port, moved)) pending_.reset();
    }
  } catch (const std::exception&) {
    // The server was killed: `pending_` is what a client would send again.
  }
}

HttpClient& GoodsWorker::desk(const std::string& name, std::uint16_t port) {
  auto& client = desks_[name];
  if (!client) client = std::make_unique<HttpClient>(port, world_.cookies.at(name));
  return *client;
}

bool GoodsWorker::send(std::uint16_t port, std::atomic<std::int64_t>& moved) {
  const auto response = desk(pending_->desk, port).call(pending_->operation, pending_->params);
  if (response.status == 503) {
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    return false;
  }
  if (response.status == 200) {
    take(response.json(), moved);
    return true;
  }
  const auto problem = json::parse(response.body, nullptr, false);
  const bool refusal = response.status == 403 || response.status == 409 || response.status == 422;
  const bool clear =
      refusal && problem.is_object() && !problem.value("detail", "").empty() && !problem.value("detail_en", "").empty();
  if (!clear) trouble_ = pending_->operation + " " + pending_->params.dump() + " → " + response.body;
  ++refused_;
  return true;
}

void GoodsWorker::take(const json& answer, std::atomic<std::int64_t>& moved) {
  const auto& operation = pending_->operation;
  acknowledged_[pending_->params["command_id"]] = entry_of(operation);
  const auto movement = answer.value("movement", json(nullptr));
  if (!movement.is_null()) {
    post_lines(ledger_, movement);
    ++moved;
  }
  if (answer.contains("handout")) return take_handout(answer["handout"], moved);
  if (answer.contains("recovery")) return take_recovery(answer["recovery"], moved);
  if (of_waybill(operation)) {
    const auto& waybill = answer.at("waybill");
    const bool settled = waybill["difference"].is_null() || !waybill["difference"]["outcome"].is_null();
    if (waybill["state"] == "cancelled" || (waybill["state"] == "received" && settled)) return;
    waybills_.push_back(waybill);
  } else if (operation != "stock.reverse") {
    remember(done_, Done{pending_->desk, movement["movement"]});
    if (operation == "stock.issue") remember(issues_, movement);
  }
}

std::string GoodsWorker::bin() { return std::array{"", "A-1", "A-2"}.at(pick(3)); }

json GoodsWorker::lines(bool to_bin) {
  auto out = json::array();
  for (std::size_t i = 0, count = 1 + pick(3); i < count; ++i) {
    out.push_back({{"batch", world_.batches[pick(world_.batches.size())].first}, {"bin", bin()}, {"quantity", few()}});
    if (to_bin) out.back()["to_bin"] = bin();
  }
  return out;
}

GoodsWorker::Command GoodsWorker::next() {
  const auto dice = pick(100);
  if (dice < 20) return document("stock.receive");
  if (dice < 44) return document("stock.issue");
  if (dice < 50) return document("stock.return");
  if (dice < 62) return document("stock.transfer");
  if (dice < 65) return judged("stock.scrap");
  if (dice < 69) return judged("stock.adjust");
  if (dice < 74 && !done_.empty()) return reversal();
  if (dice < 83 && !issues_.empty()) return handout();
  if (dice < 91) return recoveries_.size() < 3 ? recovery() : recovery_step();
  if (waybills_.size() < 3) return new_waybill();
  return waybill_step();
}

GoodsWorker::Command GoodsWorker::document(const std::string& operation) {
  const auto from = pick(world_.stores.size());
  json params{{"command_id", new_id()}, {"place", world_.stores[from]}};
  if (pick(50) == 0) params["occurred_at"] = minutes_ago(1);
  params["lines"] = lines(operation == "stock.transfer");
  if (operation == "stock.receive") {
    params["source"] = "supplier";
    params["lines"] = json::array();
    const auto& [batch, item] = world_.batches[pick(world_.batches.size())];
    params["lines"].push_back({{"item", item}, {"batch", batch}, {"bin", bin()}, {"quantity", few()}});
  } else if (operation == "stock.transfer") {
    params["to"] = world_.stores[pick(world_.stores.size())];
  } else {
    params["division"] = kTownship;
    if (operation == "stock.issue") params.update({{"recipient", "测试"}, {"document", "测试动用指令"}});
  }
  return {pick(2) == 0 ? "keeper" : "keeper2", operation, std::move(params)};
}

GoodsWorker::Command GoodsWorker::judged(const std::string& operation) {
  json params{{"command_id", new_id()}, {"place", world_.stores[pick(world_.stores.size())]}, {"reason", "测试"}};
  params["lines"] = lines();
  if (operation == "stock.scrap") {
    params["opinion"] = {
        {"kind", "inspection"}, {"document", "测试 1 号"}, {"conclusion", "测试"}, {"report", world_.scan}};
  } else {
    params["counted_by"] = "甲";
    params["recounted_by"] = "乙";
    for (auto& line : params["lines"]) {
      line[pick(2) == 0 ? "found" : "lost"] = line["quantity"];
      line.erase("quantity");
    }
  }
  return {"dispatcher", operation, std::move(params)};
}

/// Now and then of a document that was reversed before: it stays in the list.
GoodsWorker::Command GoodsWorker::reversal() {
  const auto& done = done_[pick(done_.size())];
  return {done.desk,
          "stock.reverse",
          {{"command_id", new_id()}, {"movement", done.movement}, {"expected_version", 1}, {"reason", "测试"}}};
}

GoodsWorker::Command GoodsWorker::new_waybill() {
  const auto& release = pick(2) == 0 ? world_.to_village : world_.to_store;
  return {"keeper", "waybill.pick", pick_params(release, world_.stores[0], world_.batches[0].first, few())};
}

GoodsWorker::Command GoodsWorker::waybill_step() {
  const auto waybill = std::move(waybills_.front());
  waybills_.pop_front();
  json params{{"command_id", new_id()}, {"waybill", waybill["waybill"]}, {"expected_version", waybill["version"]}};
  if (waybill["state"] == "dispatched") return receipt(waybill);
  if (waybill["state"] == "picked" && pick(8) > 0) return {"keeper2", "waybill.dispatch", std::move(params)};
  params["reason"] = "测试";
  if (waybill["state"] == "picked") return {"keeper", "waybill.cancel", std::move(params)};
  params["outcome"] = pick(2) == 0 ? "lost" : "returned";
  return {"dispatcher", "waybill.settle", std::move(params)};
}

GoodsWorker::Command GoodsWorker::receipt(const json& waybill) {
  const auto sent = waybill["lines"][0]["quantity"].get<std::int64_t>();
  const auto received = pick(4) == 0 ? static_cast<std::int64_t>(pick(static_cast<std::size_t>(sent) + 1)) : sent;
  const auto damaged = pick(4) == 0 ? pick(static_cast<std::size_t>(received) + 1) : 0;
  const bool to_place = !waybill["to"].value("place", json(nullptr)).is_null();
  return {to_place ? "keeper" : "clerk",
          "waybill.receive",
          {{"command_id", new_id()},
           {"waybill", waybill["waybill"]},
           {"expected_version", waybill["version"]},
           {"received_by", {{"name", "测试"}}},
           {"lines", {{{"line", 0}, {"received", received}, {"damaged", damaged}}}}}};
}

}  // namespace anlan::test
