#include "net/hub.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace anlan::net {
namespace {

const auto kCity = DivisionCode::parse("410800000000").value();
const auto kWuzhi = DivisionCode::parse("410823000000").value();
const auto kQinyang = DivisionCode::parse("410882000000").value();
const auto kWuzhiTown = DivisionCode::parse("410823100000").value();

/// Made-up notifications: only their number tells them apart.
journal::Notification event(std::int64_t seq, const DivisionCode& division = kCity, const std::string& topic = "report",
                            journal::Reach reach = journal::Reach::upward) {
  return {.seq = seq,
          .topic = topic,
          .division = division,
          .reach = reach,
          .text = std::make_shared<const std::string>(std::to_string(seq))};
}

journal::Notification state(std::int64_t seq, const std::string& key) {
  return {.seq = seq,
          .topic = "rollup",
          .key = key,
          .division = kCity,
          .text = std::make_shared<const std::string>("\"" + key + std::to_string(seq) + "\"")};
}

/// Remembers what it was given; writes it when the test says so.
class Ear final : public Hub::Listener {
 public:
  explicit Ear(Hub& hub) : hub_{hub} {}
  ~Ear() override { hub_.leave(*this); }

  bool busy() const noexcept override { return busy_; }
  void deliver(SharedText batch) override {
    busy_ = stuck;
    frames.push_back(batch);
  }
  void unstick() {
    stuck = busy_ = false;
    hub_.ready(*this);
  }
  std::string heard() const {
    std::string out;
    for (const auto& frame : frames) out += *frame;
    return out;
  }

  std::vector<SharedText> frames;
  bool stuck = false;

 private:
  Hub& hub_;
  bool busy_ = false;
};

struct House {
  explicit House(HubLimits limits = {}) : hub{loop, limits, metrics} {}

  Hub::Interest interest(const DivisionCode& jurisdiction, std::vector<std::string> topics = {"report", "rollup"},
                         Tier tier = Tier::immediate) {
    return {.topics = std::move(topics), .jurisdiction = jurisdiction, .tier = tier};
  }
  void publish(std::vector<journal::Notification> news) { hub.publish(std::move(news)); }
  /// Runs what is due. The hub rests after a sweep, so its timers are waited for.
  void settle() {
    loop.restart();
    loop.run();
  }

  boost::asio::io_context loop{1};
  Metrics metrics;
  Hub hub;
};

}  // namespace

TEST_CASE_METHOD(House, "what is published arrives once and in order") {
  Ear ear{hub};
  hub.join(ear, interest(kCity), 0);
  publish({event(1), event(2)});
  settle();
  publish({event(3)});
  settle();
  CHECK(ear.heard() == "[1,2][3]");
}

TEST_CASE_METHOD(House, "a listener hears its topics only") {
  Ear ear{hub};
  hub.join(ear, interest(kCity, {"incident"}), 0);
  publish({event(1), event(2, kCity, "incident"), event(3)});
  settle();
  CHECK(ear.heard() == "[2]");
}

TEST_CASE_METHOD(House, "a county hears of itself and what is below it, not of its neighbour nor of the city") {
  Ear wuzhi{hub};
  hub.join(wuzhi, interest(kWuzhi), 0);
  publish({event(1, kCity), event(2, kWuzhi), event(3, kWuzhiTown), event(4, kQinyang)});
  settle();
  CHECK(wuzhi.heard() == "[2,3]");
}

TEST_CASE_METHOD(House, "a fact that reaches both ways is heard below its division too") {
  Ear town{hub};
  hub.join(town, interest(kWuzhiTown, {"incident"}), 0);
  publish({event(1, kCity, "incident", journal::Reach::both), event(2, kQinyang, "incident", journal::Reach::both)});
  settle();
  CHECK(town.heard() == "[1]");
}

TEST_CASE_METHOD(House, "listeners with the same interest at the same place share one text") {
  Ear one{hub};
  Ear two{hub};
  hub.join(one, interest(kCity), 0);
  hub.join(two, interest(kCity), 0);
  publish({event(1)});
  settle();
  REQUIRE(one.frames.size() == 1);
  CHECK(one.frames.front() == two.frames.front());
}

TEST_CASE_METHOD(House, "of a state only the newest value per key travels, at the newest place") {
  Ear ear{hub};
  hub.join(ear, interest(kCity), 0);
  publish({state(1, "a"), event(2), state(3, "b"), state(4, "a"), event(5)});
  settle();
  CHECK(ear.heard() == R"([2,"b3","a4",5])");
}

TEST_CASE_METHOD(House, "keys of different topics are different keys") {
  Ear ear{hub};
  hub.join(ear, interest(kCity, {"rollup", "clock"}), 0);
  auto clock = state(2, "a");
  clock.topic = "clock";
  publish({state(1, "a"), clock});
  settle();
  CHECK(ear.heard() == R"(["a1","a2"])");
}

TEST_CASE_METHOD(House, "a listener that is still writing gets the rest in one piece afterwards") {
  Ear ear{hub};
  Ear other{hub};
  ear.stuck = true;
  hub.join(ear, interest(kCity), 0);
  hub.join(other, interest(kCity), 0);
  for (int i = 1; i <= 3; ++i) {
    publish({event(i)});
    settle();
  }
  CHECK(ear.heard() == "[1]");
  CHECK(other.heard() == "[1][2][3]");
  ear.unstick();
  settle();
  CHECK(ear.heard() == "[1][2,3]");
}

TEST_CASE("a listener that falls out of the log hears of one gap and then goes on") {
  House house{HubLimits{.messages = 4}};
  Ear ear{house.hub};
  ear.stuck = true;
  house.hub.join(ear, house.interest(kCity), 0);
  for (int i = 1; i <= 9; ++i) {
    house.publish({event(i)});
    house.settle();
  }
  ear.unstick();
  house.settle();
  house.publish({event(10)});
  house.settle();
  CHECK(ear.heard() == R"([1]{"jsonrpc":"2.0","method":"live.gap","params":{"since":1}}[10])");
}

TEST_CASE("the log is bounded in bytes as well") {
  House house{HubLimits{.bytes = 100}};
  for (int i = 1; i <= 50; ++i) {
    auto large = event(i);
    large.text = std::make_shared<const std::string>(30, 'x');
    house.publish({large});
  }
  CHECK(house.hub.covers(47));
  CHECK_FALSE(house.hub.covers(46));
}

TEST_CASE("a frame is bounded, and what does not fit follows") {
  House house{HubLimits{.batch_bytes = 10}};
  Ear ear{house.hub};
  house.hub.join(ear, house.interest(kCity), 0);
  std::vector<journal::Notification> news;
  for (int i = 1; i <= 12; ++i) news.push_back(event(i));
  house.publish(news);
  for (int i = 0; i < 4; ++i) {
    house.settle();
    ear.unstick();
  }
  CHECK(ear.heard() == "[1,2,3,4,5][6,7,8,9][10,11,12]");
}

TEST_CASE_METHOD(House, "one who comes back to what the log still holds misses nothing and hears nothing twice") {
  hub.start_at(100);
  publish({event(101), event(101, kCity, "rollup"), event(102), event(103)});
  CHECK(hub.covers(100));
  CHECK(hub.covers(103));
  CHECK_FALSE(hub.covers(99));
  CHECK_FALSE(hub.covers(104));
  Ear ear{hub};
  hub.join(ear, interest(kCity), 101);
  settle();
  CHECK(ear.heard() == "[102,103]");
}

TEST_CASE_METHOD(House, "a calm listener hears everything of its tick in one frame") {
  Ear calm{hub};
  Ear prompt{hub};
  hub.join(calm, interest(kCity, {"report"}, Tier::calm), 0);
  hub.join(prompt, interest(kCity, {"report"}, Tier::prompt), 0);
  publish({event(1)});
  loop.poll();
  CHECK(calm.frames.empty());
  publish({event(2)});
  settle();
  CHECK(calm.heard() == "[1,2]");
  CHECK(prompt.heard() == "[1,2]");
}

TEST_CASE_METHOD(House, "one who left hears nothing more, and the others go on") {
  Ear stays{hub};
  Ear also{hub};
  {
    Ear leaves{hub};
    hub.join(leaves, interest(kCity), 0);
    hub.join(stays, interest(kCity), 0);
    hub.join(also, interest(kCity), 0);
  }
  CHECK(hub.listeners() == 2);
  publish({event(1)});
  settle();
  CHECK(stays.heard() == "[1]");
  CHECK(also.heard() == "[1]");
}

TEST_CASE_METHOD(House, "joining again replaces the interest") {
  Ear ear{hub};
  hub.join(ear, interest(kCity), 0);
  hub.join(ear, interest(kCity, {"incident"}), 0);
  publish({event(1), event(2, kCity, "incident")});
  settle();
  CHECK(ear.heard() == "[2]");
  CHECK(hub.listeners() == 1);
}

TEST_CASE("a hub that goes first lets its listeners go") {
  boost::asio::io_context loop{1};
  Metrics metrics;
  Hub outliving{loop, {}, metrics};
  Ear ear{outliving};
  {
    Hub hub{loop, {}, metrics};
    hub.join(ear, {.topics = {"report"}, .jurisdiction = kCity}, 0);
    hub.publish({event(1)});
  }
  loop.run();
  CHECK(ear.frames.empty());
}

}  // namespace anlan::net
