#include "relief/way_json.hpp"

#include "base/json_fields.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

Instant time_at(const json& object, const char* field) { return parse_time(text_at(object, field)).value(); }

std::set<std::string> words_at(const json& object, const char* field) {
  std::set<std::string> out;
  if (const auto found = object.find(field); found != object.end()) found->get_to(out);
  return out;
}

PublicNotice read_notice(const json& notice) {
  PublicNotice out{.posted_at = time_at(notice, "posted_at"), .place = notice.at("place")};
  for (const auto& photo : notice.at("photos")) {
    if (!photo.contains("dropped_for")) out.photos.push_back(read_photo(photo));
  }
  return out;
}

Sample read_sample(const json& sample) {
  Sample out{
      .wanted = sample.at("wanted"), .households = sample.at("households"), .drawn_at = time_at(sample, "drawn_at")};
  for (const auto& visit : sample.at("visits")) {
    out.visits.push_back(read_visit(visit));
    out.visits.back().recorded_at = time_at(visit, "recorded_at");
  }
  return out;
}

Freeze read_freeze(const json& freeze) {
  Freeze out{.snapshot = freeze.at("snapshot"), .at = time_at(freeze, "at"), .total_fen = freeze.at("total_fen")};
  for (const auto& line : freeze.at("signatures")) {
    out.signatures.push_back({line.at("by"), time_at(line, "at"), line.at("snapshot")});
  }
  return out;
}

}  // namespace

json meeting_json(const Meeting& meeting) {
  auto present = json::array();
  for (const auto& each : meeting.present) {
    present.push_back({{"bench", to_string(each.bench)}, {"declared", each.declared}, {"kin", each.kin}});
  }
  auto votes = json::array();
  for (const auto& vote : meeting.votes) {
    votes.push_back(
        {{"household", vote.household}, {"ayes", vote.ayes}, {"noes", vote.noes}, {"abstained", vote.abstained}});
  }
  return {{"held_at", format_time(meeting.held_at)},
          {"present", std::move(present)},
          {"absent", meeting.absent},
          {"votes", std::move(votes)},
          {"minutes", meeting.minutes},
          {"photo", meeting.photo}};
}

Meeting read_meeting(const json& meeting) {
  Meeting out{.held_at = time_at(meeting, "held_at"),
              .absent = meeting.at("absent"),
              .minutes = meeting.at("minutes"),
              .photo = meeting.at("photo")};
  for (const auto& each : meeting.at("present")) {
    out.present.push_back({.bench = parse_bench(text_at(each, "bench")).value(),
                           .declared = each.at("declared"),
                           .kin = words_at(each, "kin")});
  }
  for (const auto& vote : meeting.at("votes")) {
    out.votes.push_back({.household = vote.at("household"),
                         .ayes = vote.at("ayes"),
                         .noes = vote.at("noes"),
                         .abstained = vote.value("abstained", 0)});
  }
  return out;
}

json photo_json(const NoticePhoto& photo) {
  return {{"photo", photo.blob},
          {"taken_at", format_time(photo.taken_at)},
          {"in_village", or_null(photo.in_village)},
          {"seen_before", photo.seen_before}};
}

NoticePhoto read_photo(const json& photo) {
  return {.blob = photo.at("photo"),
          .taken_at = time_at(photo, "taken_at"),
          .in_village = optional_at<bool>(photo, "in_village"),
          .seen_before = photo.at("seen_before")};
}

json visit_json(const Visit& visit) {
  return {{"household", visit.household},
          {"at", format_time(visit.at)},
          {"result", to_string(visit.result)},
          {"by", visit.by},
          {"photo", visit.photo.empty() ? json(nullptr) : json(visit.photo)}};
}

Visit read_visit(const json& visit) {
  return {.household = visit.at("household"),
          .at = time_at(visit, "at"),
          .result = parse_visit_result(text_at(visit, "result")).value(),
          .by = visit.at("by"),
          .photo = optional_at<std::string>(visit, "photo").value_or("")};
}

GatedList read_evidence(const json& evidence) {
  GatedList out{.stage = parse_stage(text_at(evidence, "stage")).value(), .reviewers = words_at(evidence, "reviewers")};
  if (const auto stages = evidence.find("reached"); stages != evidence.end()) {
    for (const auto& [stage, at] : stages->items()) {
      out.reached.emplace(parse_stage(stage).value(), parse_time(at.get_ref<const std::string&>()).value());
    }
  }
  if (evidence.contains("meeting")) out.meeting = read_meeting(evidence.at("meeting"));
  if (evidence.contains("notice")) out.notice = read_notice(evidence.at("notice"));
  if (evidence.contains("second_notice")) out.second_notice = read_notice(evidence.at("second_notice"));
  if (evidence.contains("sample")) out.sample = read_sample(evidence.at("sample"));
  if (const auto told = evidence.find("told"); told != evidence.end()) out.told = told->get<std::set<std::string>>();
  if (evidence.contains("follow_up")) out.follow_up = read_sample(evidence.at("follow_up"));
  if (evidence.contains("freeze")) out.freeze = read_freeze(evidence.at("freeze"));
  out.results_confirmed = evidence.value("results_confirmed", false);
  if (const auto lines = evidence.find("allotments"); lines != evidence.end()) {
    for (const auto& line : *lines) out.allotments.push_back({line.at("document"), line.at("fen")});
  }
  return out;
}

}  // namespace anlan::relief
