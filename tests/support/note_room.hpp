#pragma once

#include <memory>
#include <string>
#include <vector>

#include "journal/entry_types.hpp"
#include "journal/view.hpp"

namespace anlan::test {

/// The smallest room there can be: notes, one table, one state topic. For tests of what every room stands on.
class NoteView final : public journal::View {
 public:
  explicit NoteView(std::string fingerprint = "1") : fingerprint_{std::move(fingerprint)} {}

  [[nodiscard]] std::string_view name() const override { return "note"; }
  [[nodiscard]] std::string fingerprint() const override { return fingerprint_; }
  [[nodiscard]] std::vector<std::string> schema() const override {
    return {
        "CREATE TABLE note (stream TEXT PRIMARY KEY, text TEXT NOT NULL, times INTEGER NOT NULL,"
        " seq INTEGER NOT NULL) STRICT, WITHOUT ROWID"};
  }
  [[nodiscard]] std::vector<std::string> tables() const override { return {"note"}; }
  [[nodiscard]] std::vector<std::string> state_topics() const override { return {"tally"}; }

  void apply(const journal::ApplyContext& context) override {
    if (context.entry.type != "note.written") return;
    const auto text = context.body.at("text").get<std::string>();
    if (text == "poison") throw std::runtime_error{"poisoned"};
    context.db
        .prepare(
            "INSERT INTO note (stream, text, times, seq) VALUES (?1, ?2, 1, ?3) ON CONFLICT (stream) DO UPDATE"
            " SET text = excluded.text, times = times + 1, seq = excluded.seq")
        .run(context.entry.stream, text, context.entry.seq);
    context.effects.state("tally", context.entry.stream, DivisionCode::parse(context.entry.division).value(),
                          context.entry.seq, {{"text", text}});
  }

  void states_between(store::Connection& db, std::string_view, std::int64_t since, std::int64_t until,
                      const journal::NotificationSink& sink) const override {
    auto rows = db.prepare("SELECT stream, text, seq FROM note WHERE seq > ?1 AND seq <= ?2 ORDER BY seq");
    rows.bind_all(since, until);
    while (rows.step()) {
      sink(journal::state_notification("tally", rows.text_at(0), DivisionCode::parse("410882101000").value(),
                                       rows.int_at(2), {{"text", rows.text_at(1)}}));
    }
  }

 private:
  std::string fingerprint_;
};

struct NoteRoom {
  explicit NoteRoom(std::string fingerprint = "1") {
    types.declare({.name = "note.written"});
    views.add(std::make_unique<NoteView>(std::move(fingerprint)));
  }
  journal::EntryTypes types;
  journal::ViewSet views;
};

inline journal::Draft note(const std::string& stream, const std::string& text) {
  return {.stream = "note/" + stream,
          .type = "note.written",
          .division = DivisionCode::parse("410882101000").value(),
          .body = {{"text", text}}};
}

}  // namespace anlan::test
