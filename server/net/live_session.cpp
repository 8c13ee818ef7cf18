#include "net/live_session.hpp"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>
#include <boost/asio/use_awaitable.hpp>
#include <nlohmann/json.hpp>

#include "api/shape.hpp"
#include "base/json.hpp"
#include "net/doors.hpp"

namespace anlan::net {

namespace asio = boost::asio;
using nlohmann::json;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kPage = 1'000;           // entries of one read while replaying
constexpr std::size_t kFrameBytes = 64 * 1024;  // of a replayed batch
constexpr std::size_t kMostTopics = 64;         // the hub knows no more: who may hear all of them asks for all
constexpr auto kLastWord = 2s;                  // for the close frame of a client that is too slow

const api::Shape& wish_shape() {
  static const auto shape =
      api::Shape::object({api::need("topics", api::Shape::array(api::Shape::text(1, 40), 1, kMostTopics)),
                          api::may("since", api::Shape::integer(0, std::int64_t{1} << 53).or_null()),
                          api::may("history", api::Shape::text(1, 64).or_null()),
                          api::may("tier", api::Shape::one_of({"immediate", "prompt", "calm"}))});
  return shape;
}

Tier tier_of(const json& params) {
  const auto name = params.value("tier", std::string{"immediate"});
  return name == "calm" ? Tier::calm : name == "prompt" ? Tier::prompt : Tier::immediate;
}

/// Notifications as frames of bounded size, in order.
std::vector<std::string> frames_of(const std::vector<journal::Notification>& notifications) {
  std::vector<std::string> frames;
  for (const auto& said : notifications) {
    const bool fits = !frames.empty() && frames.back().size() + said.text->size() + 2 <= kFrameBytes;
    if (!fits) frames.emplace_back();
    frames.back().append(frames.back().empty() ? "[" : ",").append(*said.text);
  }
  for (auto& frame : frames) frame.push_back(']');
  return frames;
}

std::string gap_since(std::int64_t seq) {
  return R"({"jsonrpc":"2.0","method":"live.gap","params":{"since":)" + std::to_string(seq) + "}}";
}

}  // namespace

LiveSession::LiveSession(std::shared_ptr<Shared> shared, std::unique_ptr<WebSocket> socket, Visitor visitor,
                         Connections::Seat seat)
    : shared_{std::move(shared)},
      socket_{std::move(socket)},
      visitor_{std::move(visitor)},
      seat_{std::move(seat)},
      membership_{shared_->connections, *this} {
  ++*shared_->sessions;
}

LiveSession::~LiveSession() { --*shared_->sessions; }

asio::awaitable<void> LiveSession::run() {
  for (;;) {
    auto incoming = co_await socket_->read();
    if (!incoming.text) {
      shared_->doors.metrics.count("anlan_live_closed_total", {{"reason", std::string{incoming.end}}});
      if (incoming.end == "binary") end(CloseCode::policy, "text frames only");
      break;
    }
    if (!co_await handle(std::move(*incoming.text))) break;
  }
  shared_->doors.hub.leave(*this);
  if (!ending_) socket_->abort();
}

asio::awaitable<bool> LiveSession::handle(std::string frame) {
  if (!still_signed_in()) co_return false;
  auto call = read_rpc(frame);
  if (!call) {
    auto& fault = call.error();
    shared_->doors.metrics.count("anlan_frames_refused_total", {{"type", fault.problem.type}});
    co_return co_await send(rpc_error(fault.id, fault.code, fault.problem));
  }
  if (call->method == "live.subscribe") co_return co_await subscribe(std::move(*call));
  co_return co_await this->call(std::move(*call));
}

asio::awaitable<bool> LiveSession::call(RpcCall call) {
  auto& dispatcher = shared_->doors.dispatcher;
  const auto* const operation = dispatcher.registry().find(call.method);
  if (operation != nullptr && operation->http_only) {
    const Problem problem{.kind = ProblemKind::not_found,
                          .type = "unknown-operation",
                          .detail = {"请改用 POST /api/" + call.method, "use POST /api/" + call.method}};
    co_return co_await send(rpc_error(call.id, problem));
  }
  api::Call request{.operation = std::move(call.method),
                    .params = std::move(call.params),
                    .caller = visitor_.session.caller,
                    .remote = seat_.address(),
                    .token = visitor_.token};
  const auto reply = co_await dispatcher.call(std::move(request));
  co_return co_await send(reply ? rpc_result(call.id, reply->json) : rpc_error(call.id, reply.error()));
}

Result<LiveSession::Wish> LiveSession::read_wish(const json& params) const {
  if (auto checked = api::check(wish_shape(), params); !checked) return fail(std::move(checked.error()));
  const auto& caller = visitor_.session.caller;
  Wish wish{.interest = {.topics = params["topics"].get<std::vector<std::string>>(),
                         .jurisdiction = caller.jurisdiction,
                         .tier = tier_of(params)}};
  for (const auto& name : wish.interest.topics) {
    const auto* const topic = shared_->doors.dispatcher.registry().find_topic(name);
    if (topic == nullptr) {
      return fail_field("/topics", "unknown-topic",
                        {"没有主题 " + name + "，请更新客户端", "there is no topic " + name + "; update the client"});
    }
    if (!topic->roles.contains(caller.role)) {
      return fail(ProblemKind::forbidden, "role", {"您的角色不能订阅 " + name, "your role may not hear of " + name});
    }
  }
  if (params.contains("since") && !params["since"].is_null()) wish.since = params["since"].get<std::int64_t>();
  if (params.contains("history") && !params["history"].is_null()) wish.history = params["history"].get<std::string>();
  return wish;
}

// A `since` ahead of us comes from before a restored backup, and so does one whose run this journal does not hold up to
// there, even if other entries have taken its number meanwhile: that client's views are of another history.
bool LiveSession::undone(const Wish& wish) const {
  if (!wish.since) return false;
  if (*wish.since > shared_->doors.hub.seq()) return true;
  return wish.history && !shared_->doors.history.holds(*wish.history, *wish.since);
}

// The answer comes first, then what was missed, then what happens: each once and in order.
asio::awaitable<bool> LiveSession::subscribe(RpcCall call) {
  auto& hub = shared_->doors.hub;
  auto wish = read_wish(call.params);
  if (!wish) {
    shared_->doors.metrics.count("anlan_problems_total", {{"type", wish.error().type}});
    co_return co_await send(rpc_error(call.id, wish.error()));
  }
  hub.leave(*this);
  const auto seq = hub.seq();
  const bool elsewhere = undone(*wish);
  const bool too_far = elsewhere || (wish->since && seq - *wish->since > shared_->options.limits.replay_entries);
  const json result{{"seq", seq},
                    {"resumed", wish->since && !too_far},
                    {"snapshot", too_far},
                    {"undone", elsewhere},
                    {"history", shared_->doors.history.id()}};
  if (!wish->since) {
    held_ = true;
    hub.join(*this, wish->interest, seq);
  }
  const bool answered = co_await send(rpc_result(call.id, dump(result)));
  held_ = false;
  if (!answered || too_far) co_return answered;
  if (wish->since) co_return co_await replay(std::move(wish->interest), *wish->since);
  hub.ready(*this);
  co_return true;
}

// Pages from the journal until the hub's own log reaches back far enough; between that check and joining nothing can be
// published, because nothing is awaited.
asio::awaitable<bool> LiveSession::replay(Hub::Interest interest, std::int64_t since) {
  auto& hub = shared_->doors.hub;
  while (!hub.covers(since)) {
    const journal::Interest wanted{interest.topics, interest.jurisdiction};
    const auto page = co_await shared_->doors.read_page(wanted, since, std::min(kPage, hub.seq() - since));
    if (!page || page->next <= since) {
      shared_->doors.metrics.count("anlan_live_gaps_total");
      if (!co_await send(gap_since(since))) co_return false;
      since = hub.seq();
      break;
    }
    for (auto& frame : frames_of(page->notifications)) {
      if (!co_await send(std::move(frame))) co_return false;
    }
    since = page->next;
  }
  if (!ending_) hub.join(*this, interest, since);
  co_return true;
}

asio::awaitable<bool> LiveSession::send(std::string text) {
  if (ending_) co_return false;
  auto start = [this](auto handler, SharedText answer) {
    sent_.emplace(std::move(handler));
    if (writing_) {
      waiting_ = std::move(answer);
    } else {
      answering_ = true;
      start_writing(std::move(answer));
    }
  };
  SharedText answer = std::make_shared<const std::string>(std::move(text));
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(bool)>(
      std::move(start), asio::use_awaitable, std::move(answer));
}

bool LiveSession::busy() const noexcept { return writing_ || held_ || ending_; }

void LiveSession::deliver(SharedText batch) { start_writing(std::move(batch)); }

void LiveSession::start_writing(SharedText text) {
  writing_ = true;
  const auto& limits = shared_->options.limits;
  // A batch fits into the stall time even on the slowest line; a long answer gets more.
  const std::chrono::seconds for_size{text->size() / limits.slowest_line / 2};
  overdue_at_ = std::chrono::steady_clock::now() + limits.stall_timeout + for_size;
  socket_->write(std::move(text), shared_from_this());
}

void LiveSession::written(bool sent) {
  writing_ = false;
  const bool resumes = std::exchange(answering_, false) || !sent;
  auto resume = resumes ? std::move(sent_) : std::nullopt;
  if (resumes) sent_.reset();
  if (!sent) {
    waiting_.reset();
  } else if (waiting_) {
    answering_ = true;
    start_writing(std::exchange(waiting_, nullptr));
  } else if (!held_) {
    shared_->doors.hub.ready(*this);
  }
  if (resume) std::move (*resume)(sent && !ending_);
}

void LiveSession::tick(SteadyTime now) {
  if (writing_ && now >= overdue_at_) {
    if (ending_) return abort();
    end(CloseCode::too_slow, "too slow");
    overdue_at_ = now + kLastWord;  // it still hears 4008 if it reads again by then
  }
}

bool LiveSession::still_signed_in() {
  auto session = shared_->doors.sessions.find(visitor_.token, shared_->doors.now());
  if (session) {
    visitor_.session = std::move(*session);
  } else {
    end(CloseCode::signed_out, "signed out");
  }
  return session.has_value();
}

void LiveSession::go_away() { end(CloseCode::restart, "the server restarts"); }

void LiveSession::abort() noexcept { socket_->abort(); }

void LiveSession::sign_out(std::string_view session_id) {
  if (visitor_.session.id == session_id) end(CloseCode::signed_out, "signed out");
}

void LiveSession::end(CloseCode code, std::string_view reason) {
  if (std::exchange(ending_, true)) return;
  shared_->doors.hub.leave(*this);
  shared_->doors.metrics.count("anlan_live_ended_total", {{"code", std::to_string(static_cast<int>(code))}});
  socket_->close(code, reason, shared_from_this());
}

asio::awaitable<void> serve_session(std::shared_ptr<Shared> shared, std::unique_ptr<WebSocket> socket, Visitor visitor,
                                    Connections::Seat seat) {
  const auto session =
      std::make_shared<LiveSession>(std::move(shared), std::move(socket), std::move(visitor), std::move(seat));
  co_await session->run();
}

}  // namespace anlan::net
