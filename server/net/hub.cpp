#include "net/hub.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <boost/asio/post.hpp>

namespace anlan::net {

using namespace std::chrono_literals;

bool Hub::Audience::wants(const Message& message) const {
  return (message.topic & topics) != 0 && journal::visible(message.said.division, message.said.reach, jurisdiction);
}

Hub::Hub(boost::asio::io_context& loop, HubLimits limits, Metrics& metrics)
    : loop_{loop}, limits_{limits}, metrics_{metrics} {
  lanes_.reserve(3);
  for (const auto tick : {0ms, 10ms, 50ms}) lanes_.emplace_back(loop, tick);
}

Hub::~Hub() {
  for (auto& lane : lanes_) {
    for (auto& [name, audience] : lane.audiences) {
      for (auto* const listener : audience->members) listener->audience_ = nullptr;
    }
  }
}

void Hub::start_at(std::int64_t seq) { seq_ = forgotten_ = seq; }

std::size_t Hub::listeners() const noexcept {
  std::size_t count = 0;
  for (const auto& lane : lanes_) {
    for (const auto& [name, audience] : lane.audiences) count += audience->members.size();
  }
  return count;
}

void Hub::publish(std::vector<journal::Notification> notifications) {
  for (auto& said : notifications) {
    seq_ = std::max(seq_, said.seq);
    bytes_ += said.text->size();
    const auto topic = topic_bit(said.topic);
    log_.push_back({std::move(said), topic});
  }
  trim();
  for (auto& lane : lanes_) {
    if (!lane.audiences.empty()) schedule(lane);
  }
}

void Hub::trim() {
  while (log_.size() > limits_.messages || (bytes_ > limits_.bytes && log_.size() > 1)) {
    forgotten_ = log_.front().said.seq;
    bytes_ -= log_.front().said.text->size();
    log_.pop_front();
    ++first_;
  }
}

std::uint64_t Hub::topic_bit(std::string_view topic) {
  const auto [found, added] = topics_.try_emplace(std::string{topic}, std::uint64_t{1} << (topics_.size() % 64));
  if (added && topics_.size() > 64) throw std::logic_error{"the hub knows at most 64 topics"};
  return found->second;
}

Hub::Audience& Hub::audience_for(const Interest& interest) {
  std::uint64_t topics = 0;
  for (const auto& topic : interest.topics) topics |= topic_bit(topic);
  auto& lane = lanes_[static_cast<std::size_t>(interest.tier)];
  auto& audience = lane.audiences[interest.jurisdiction.text() + '/' + std::to_string(topics)];
  if (!audience) audience = std::make_unique<Audience>(topics, interest.jurisdiction, lane);
  return *audience;
}

std::uint64_t Hub::number_after(std::int64_t seq) const {
  const auto found = std::ranges::upper_bound(log_, seq, {}, [](const Message& message) { return message.said.seq; });
  return first_ + static_cast<std::uint64_t>(found - log_.begin());
}

void Hub::join(Listener& listener, const Interest& interest, std::int64_t after) {
  leave(listener);
  auto& audience = audience_for(interest);
  listener.audience_ = &audience;
  listener.place_ = audience.members.size();
  listener.cursor_ = number_after(after);
  listener.covered_ = after;
  audience.members.push_back(&listener);
  ready(listener);
}

void Hub::leave(Listener& listener) noexcept {
  auto* const audience = std::exchange(listener.audience_, nullptr);
  if (audience == nullptr) return;
  auto& members = audience->members;
  members[listener.place_] = members.back();
  members[listener.place_]->place_ = listener.place_;
  members.pop_back();
  if (!members.empty()) return;
  std::erase_if(audience->lane.audiences, [audience](const auto& row) { return row.second.get() == audience; });
}

void Hub::ready(const Listener& listener) {
  if (listener.audience_ != nullptr && listener.cursor_ < end()) schedule(listener.audience_->lane);
}

// At once when idle. After a long sweep the next one waits for half its duration, so that what comes meanwhile travels
// together; a calmer tier waits for its tick as well.
void Hub::schedule(Lane& lane) {
  if (std::exchange(lane.scheduled, true)) return;
  const auto now = Clock::now();
  if (lane.tick == 0ms && now >= lane.rest_until) {
    boost::asio::post(loop_, [this, &lane, alive = std::weak_ptr{alive_}] {
      if (!alive.expired()) sweep(lane);
    });
    return;
  }
  lane.timer.expires_at(std::max(now + lane.tick, lane.rest_until));
  lane.timer.async_wait([this, &lane](const boost::system::error_code& cancelled) {
    if (!cancelled) sweep(lane);
  });
}

void Hub::sweep(Lane& lane) {
  lane.scheduled = false;
  deliveries_ = 0;
  const auto started = Clock::now();
  for (auto& [name, audience] : lane.audiences) flush(*audience);
  const auto ended = Clock::now();
  lane.rest_until = ended + (ended - started) / 2;
  if (deliveries_ == 0) return;
  metrics_.count("anlan_live_deliveries_total", {}, static_cast<double>(deliveries_));
  metrics_.observe("anlan_live_sweep_seconds", std::chrono::duration<double>(ended - started).count());
}

void Hub::flush(Audience& audience) {
  for (auto* const listener : audience.members) {
    if (listener->cursor_ < end() && !listener->busy()) flush(audience, *listener);
  }
  audience.batches.clear();
}

void Hub::flush(Audience& audience, Listener& listener) {
  if (listener.cursor_ < first_) return report_gap(listener);
  const auto& batch = batch_from(audience, listener.cursor_);
  listener.cursor_ = batch.end;
  const auto last = at(batch.end - 1).said.seq;
  const bool whole = batch.end == end() || at(batch.end).said.seq != last;
  listener.covered_ = std::max(listener.covered_, whole ? last : last - 1);
  if (!batch.text) return;
  deliveries_ += batch.messages;
  listener.deliver(batch.text);
}

void Hub::report_gap(Listener& listener) {
  metrics_.count("anlan_live_gaps_total");
  auto text = R"({"jsonrpc":"2.0","method":"live.gap","params":{"since":)" + std::to_string(listener.covered_) + "}}";
  listener.cursor_ = end();
  listener.covered_ = seq_;
  listener.deliver(std::make_shared<const std::string>(std::move(text)));
}

const Hub::Batch& Hub::batch_from(Audience& audience, std::uint64_t from) {
  const auto [found, added] = audience.batches.try_emplace(from);
  if (added) found->second = build(audience, from);
  return found->second;
}

Hub::Batch Hub::build(const Audience& audience, std::uint64_t from) const {
  std::vector<const std::string*> chosen;
  std::map<std::pair<std::uint64_t, std::string_view>, std::size_t> newest;  // a state's place in `chosen`
  std::size_t bytes = 0;
  std::size_t count = 0;
  auto to = from;
  for (; to < end(); ++to) {
    const auto& message = at(to);
    if (!audience.wants(message)) continue;
    const auto size = message.said.text->size() + 1;
    if (count != 0 && bytes + size > limits_.batch_bytes) break;
    if (!message.said.key.empty()) {
      const auto [before, first] = newest.try_emplace({message.topic, message.said.key}, chosen.size());
      if (!first) {
        bytes -= chosen[before->second]->size() + 1;
        chosen[before->second] = nullptr;
        before->second = chosen.size();
        --count;
      }
    }
    chosen.push_back(message.said.text.get());
    bytes += size;
    ++count;
  }
  if (count == 0) return {.text = nullptr, .end = to, .messages = 0};

  auto text = std::make_shared<std::string>();
  text->reserve(bytes + 2);
  for (const auto* const part : chosen) {
    if (part != nullptr) text->append(text->empty() ? "[" : ",").append(*part);
  }
  text->push_back(']');
  return {.text = std::move(text), .end = to, .messages = count};
}

}  // namespace anlan::net
