#include "relief/household_shapes_operations.hpp"

#include <array>
#include <utility>

#include "base/json_fields.hpp"
#include "relief/household_entries.hpp"

namespace anlan::relief {

using api::Field;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kMostPeople = 50;
constexpr std::int64_t kMostNeed = 100'000'000;
constexpr std::array kFactFields{"village",       "class",           "people", "needy",  "hazard",
                                 "circumstances", "vulnerabilities", "needs",  "pay_by", "applied_on"};
constexpr std::size_t kLongestNumber = 60;  // as clerks write them, with whatever stands between the digits

Shape name_shape() { return Shape::text(1, 60); }
Shape number_shape() { return Shape::text(1, kLongestNumber).or_null(); }
Shape free_text() { return Shape::text(1, 500).or_null(); }
Shape hazard_shape() { return Shape::text(2, 2); }
Shape count_shape(std::int64_t least) { return Shape::integer(least, kMostPeople); }

Shape needs_shape() {
  return Shape::array(
      Shape::object({need("kind", words_shape(kNeedWords)), need("quantity", Shape::integer(1, kMostNeed))}), 0,
      kNeedWords.size());
}

Shape circumstances_shape() { return Shape::array(words_shape(kCircumstanceWords), 0, kCircumstanceWords.size()); }
Shape vulnerabilities_shape() { return Shape::array(words_shape(kVulnerabilityWords), 0, kVulnerabilityWords.size()); }

Shape members_shape() {
  return Shape::array(Shape::object({need("name", name_shape()), need("kinship", words_shape(kKinshipWords)),
                                     may("id_number", number_shape()), may("health", free_text())}),
                      1, kMostPeople);
}

Shape changed_members_shape() {
  return Shape::array(
      Shape::object({may("member", Shape::integer(0, kMostPeople - 1), "place in the record; none: somebody new"),
                     may("name", name_shape()), may("kinship", words_shape(kKinshipWords)),
                     may("id_number", number_shape()), may("health", free_text())}),
      1, kMostPeople);
}

std::vector<Field> personal_fields() {
  return {may("phone", number_shape()), may("account", number_shape(), "一卡(折)通"),
          may("account_name", name_shape().or_null(), "when it is not the head's own"), may("note", free_text())};
}

/// Overwrites what is said of a person.
void read_member(const json& said, Member& member) {
  if (said.contains("name")) member.name = said.at("name");
  if (said.contains("kinship")) member.kinship = parse_word<Kinship>(kKinshipWords, text_at(said, "kinship")).value();
  if (said.contains("id_number")) {
    member.id_number = optional_at<std::string>(said, "id_number");
    member.lengthened = false;
  }
  if (said.contains("health")) member.health = optional_at<std::string>(said, "health");
}

Result<Member> changed_member(const json& said, std::size_t index, const Personal& known) {
  Member member{.name = {}, .kinship = Kinship::other};
  if (const auto place = optional_at<std::size_t>(said, "member")) {
    if (*place >= known.members.size()) {
      return fail_field("/members/" + std::to_string(index) + "/member", "bad-household",
                        {"没有这位成员，请刷新后再改", "there is no such member; reload and try again"});
    }
    member = known.members[*place];
  } else if (!said.contains("name") || !said.contains("kinship")) {
    return fail_field("/members/" + std::to_string(index) + "/name", "bad-household",
                      {"新增的成员须填姓名和与户主关系", "a new member needs a name and what he is to the head"});
  }
  read_member(said, member);
  return member;
}

void read_personal_fields(const json& said, Personal& personal) {
  if (said.contains("address")) personal.address = said.at("address");
  for (const auto& [field, value] :
       {std::pair{"phone", &Personal::phone}, std::pair{"account", &Personal::account},
        std::pair{"account_name", &Personal::account_name}, std::pair{"note", &Personal::note}}) {
    if (said.contains(field)) personal.*value = optional_at<std::string>(said, field);
  }
}

}  // namespace

Shape class_shape() {
  std::vector<std::string> words;
  for (const auto value : kHouseholdClasses) words.emplace_back(to_string(value));
  return Shape::one_of(std::move(words));
}

std::vector<Field> statement_fields(std::vector<Field> fields) {
  for (auto& field :
       {need("village", Shape::division()), need("class", class_shape(), "D03004"), need("people", count_shape(1)),
        need("needy", count_shape(0)), need("hazard", hazard_shape(), "code of the catalogue"),
        need("circumstances", circumstances_shape()), may("vulnerabilities", vulnerabilities_shape()),
        may("needs", needs_shape(), "grain in kg, clothing in pieces, the others in fen"),
        may("pay_by", words_shape(kPayWords), "by card when missing"),
        may("applied_on", Shape::text(10, 10).or_null(), "day of the application"),
        need("members", members_shape(), "the head first"), need("address", Shape::text(1, 200), "to the door")}) {
    fields.push_back(field);
  }
  for (auto& field : personal_fields()) fields.push_back(std::move(field));
  return fields;
}

std::vector<Field> change_fields() {
  auto fields = statement_fields({});
  for (auto& field : fields) {
    field.required = false;
    if (field.name == "members") field.shape = changed_members_shape();
  }
  return fields;
}

Statement read_statement(const json& params) {
  json facts{{"vulnerabilities", json::array()}, {"needs", json::array()}, {"pay_by", word_of(kPayWords, PayBy::card)}};
  for (const auto* field : kFactFields) {
    if (const auto said = params.find(field); said != params.end()) facts[field] = *said;
  }
  Statement statement{.facts = read_facts(facts), .personal = {}};
  for (const auto& said : params.at("members")) read_member(said, statement.personal.members.emplace_back());
  read_personal_fields(params, statement.personal);
  return statement;
}

Result<Statement> changed_statement(const json& params, Statement known) {
  auto facts = facts_json(known.facts);
  for (auto& [field, value] : facts.items()) {
    if (params.contains(field)) value = params.at(field);
  }
  known.facts = read_facts(facts);
  read_personal_fields(params, known.personal);
  if (!params.contains("members")) return known;
  std::vector<Member> members;
  for (const auto& said : params.at("members")) {
    auto member = changed_member(said, members.size(), known.personal);
    if (!member) return fail(std::move(member.error()));
    members.push_back(std::move(*member));
  }
  known.personal.members = std::move(members);
  return known;
}

Shape shared_shape() {
  return Shape::array(
      Shape::object({need("kind", Shape::one_of({"id", "phone", "account", "address"})),
                     need("member", Shape::integer(0, kMostPeople)), need("number", Shape::integer(1, INT64_MAX / 2)),
                     need("household", Shape::uuid()), need("village", Shape::text(1, 200)),
                     need("campaign", Shape::text(1, 60)), need("state", words_shape(kStateWords)),
                     need("head", Shape::text(1, 60).or_null())}),
      0, 10'000);
}

Shape household_shape() {
  const auto count = Shape::integer(0, INT64_MAX / 2);
  return Shape::object({need("household", Shape::uuid()),
                        need("campaign", Shape::uuid()),
                        need("number", count),
                        need("version", count),
                        need("state", words_shape(kStateWords)),
                        need("village", Shape::division()),
                        need("class", class_shape()),
                        need("people", count),
                        need("needy", count),
                        need("hazard", hazard_shape()),
                        need("circumstances", circumstances_shape()),
                        need("vulnerabilities", vulnerabilities_shape()),
                        need("needs", needs_shape()),
                        need("pay_by", words_shape(kPayWords)),
                        need("applied_on", Shape::text(10, 10).or_null()),
                        need("personal", Shape::any(), "masked; null once the key is gone"),
                        need("missing", Shape::array(Shape::text(1, 60), 0, 200)),
                        need("entered_at", Shape::time()),
                        need("entered_by", Shape::text(1, 100)),
                        need("changed_at", Shape::time()),
                        need("withdrawn_for", words_shape(kWithdrawWords).or_null())});
}

}  // namespace anlan::relief
