#include "journal/journal.hpp"

#include <utility>

#include <fmt/format.h>

#include "journal/blobs.hpp"
#include "journal/reading.hpp"

namespace anlan::journal {
namespace {

void insert(store::Connection& db, const Entry& entry) {
  db.prepare(
        "INSERT INTO entry (seq, origin, origin_seq, stream, stream_version, type, version, occurred_at, received_at,"
        " recorded_at, actor, channel, division, exercise, command_id, body, prev, hash)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)")
      .run(entry.seq, entry.origin, entry.origin_seq, entry.stream, entry.stream_version, entry.type, entry.version,
           to_millis(entry.occurred_at), to_millis(entry.received_at), to_millis(entry.recorded_at), entry.actor,
           entry.channel, entry.division, entry.exercise, entry.command_id, entry.body, store::Bytes{entry.prev},
           store::Bytes{entry.hash});
}

}  // namespace

void Journal::open(store::Connection& db, Site site) {
  site_ = std::move(site);
  head_ = {};
  head_.seq = db.number("SELECT coalesce(max(seq), 0) FROM entry");
  auto last = db.prepare("SELECT origin_seq, hash FROM entry WHERE origin = ?1 ORDER BY seq DESC LIMIT 1");
  last.bind_all(site_.id);
  if (last.step()) {
    head_.origin_seq = last.int_at(0);
    head_.hash = last.text_at(1);
  }
  committed_ = marked_ = head_;
}

Entry Journal::place(store::Connection& db, Draft& draft, const Stamp& stamp) const {
  Entry entry{.seq = head_.seq + 1,
              .origin = site_.id,
              .origin_seq = head_.origin_seq + 1,
              .stream = std::move(draft.stream),
              .type = std::move(draft.type),
              .occurred_at = draft.occurred_at.value_or(stamp.now),
              .received_at = draft.received_at.value_or(stamp.now),
              .recorded_at = stamp.now,
              .actor = dump(to_json(stamp.actor)),
              .channel = std::string{to_string(draft.channel)},
              .division = draft.division.text(),
              .exercise = draft.exercise,
              .command_id = stamp.command_id,
              .body = dump(draft.body),
              .prev = head_.hash};
  entry.stream_version = stream_version(db, entry.stream) + 1;
  entry.version = types_.at(entry.type).version;
  entry.hash = entry_hash(site_.algorithm, entry);
  return entry;
}

Entry Journal::append(store::Connection& db, Draft draft, const Stamp& stamp) {
  auto entry = place(db, draft, stamp);
  insert(db, entry);
  head_ = {entry.seq, entry.origin_seq, entry.hash};
  pending_.push_back(entry_notification(entry, types_.at(entry.type)));
  Effects effects{&pending_};
  const BlobReader blobs = [&db](const std::string& hash) { return read_blob(db, hash); };
  views_.apply({db, entry, draft.body, effects, blobs});
  return entry;
}

void Journal::job_started() {
  marked_ = head_;
  pending_mark_ = pending_.size();
}

void Journal::job_ended(bool kept) {
  if (kept) return;
  head_ = marked_;
  pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(pending_mark_), pending_.end());
}

std::function<void()> Journal::batch_ended(bool committed) {
  auto news = std::exchange(pending_, {});
  if (!committed) {
    head_ = committed_;
    return {};
  }
  committed_ = head_;
  if (news.empty() || !publisher_) return {};
  return [this, news = std::move(news)]() mutable { publisher_(std::move(news)); };
}

std::int64_t stream_version(store::Connection& db, std::string_view stream) {
  auto last = db.prepare("SELECT max(stream_version) FROM entry WHERE stream = ?1");
  last.bind_all(stream);
  last.step();
  return last.int_at(0);
}

Result<void> expect_version(store::Connection& db, std::string_view stream, std::int64_t expected) {
  const auto current = stream_version(db, stream);
  if (current == expected) return {};
  return fail({.kind = ProblemKind::conflict,
               .type = "stale-version",
               .detail = {"这条记录已被别人更新（您看到的是第 " + std::to_string(expected) + " 版，现在是第 " +
                              std::to_string(current) + " 版）。请核对新版后再提交",
                          "somebody changed this meanwhile (you saw version " + std::to_string(expected) +
                              ", it is now " + std::to_string(current) + "); look at the new version and send again"},
               .errors = {{"/expected_version", {"版本已过期", "stale version"}}},
               .current_version = current});
}

Notification entry_notification(const Entry& entry, const EntryType& type) {
  auto text = fmt::format(
      R"({{"jsonrpc":"2.0","method":"live.entry","params":{{"seq":{},"topic":"{}","stream":"{}","type":"{}",)"
      R"("stream_version":{},"occurred_at":"{}","received_at":"{}","recorded_at":"{}","actor":{},"channel":"{}",)"
      R"("division":"{}","exercise":{},"body":{}}}}})",
      entry.seq, type.topic(), entry.stream, entry.type, entry.stream_version, format_time(entry.occurred_at),
      format_time(entry.received_at), format_time(entry.recorded_at), entry.actor, entry.channel, entry.division,
      entry.exercise, entry.body);
  return {.seq = entry.seq,
          .topic = type.topic(),
          .division = DivisionCode::parse(entry.division).value(),
          .reach = type.reach,
          .text = std::make_shared<const std::string>(std::move(text))};
}

}  // namespace anlan::journal
