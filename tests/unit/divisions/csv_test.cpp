#include "divisions/csv.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

namespace anlan::divisions {
namespace {

using Table = std::vector<std::vector<std::string>>;

Table read(std::string_view text) {
  Table table;
  const auto rows = read_csv(text).value();
  for (const auto& row : rows) table.push_back(row.fields);
  return table;
}

std::string write(const Table& table) {
  std::string text;
  for (const auto& row : table) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += i == 0 ? "\"" : ",\"";
      for (const char c : row[i]) text += c == '"' ? "\"\"" : std::string{c};
      text += '"';
    }
    text += "\r\n";
  }
  return text;
}

std::string refusal(std::string_view text) {
  const auto rows = read_csv(text);
  return rows ? "read" : rows.error().errors.front().pointer;
}

}  // namespace

TEST_CASE("plain and quoted fields, a byte order mark, both line ends and blank lines are read") {
  CHECK(read("\xEF\xBB\xBF"
             "code,name\r\n410800000000,焦作市\n\n410882000000,\"沁阳,市\"") ==
        Table{{"code", "name"}, {"410800000000", "焦作市"}, {"410882000000", "沁阳,市"}});
  CHECK(read("a,b\n\"say \"\"水\"\"\",\n") == Table{{"a", "b"}, {"say \"水\"", ""}});
  CHECK(read("").empty());
}

TEST_CASE("a row knows the line it stands on") {
  const auto rows = read_csv("a\n\n\nb\n").value();
  CHECK(rows.back().line == 4);
}

TEST_CASE("what is not clean CSV is refused with its line and column") {
  CHECK(refusal("a,b\nc,d\"e\n") == "/2/2");
  CHECK(refusal("a,b\n\"c\"x,d\n") == "/2/1");
  CHECK(refusal("a,b\nc,\"d\n") == "/2/2");
  CHECK(refusal("a,b\nc,d,e\n") == "/2");
  CHECK(refusal("a,b\nc\n") == "/2");
  CHECK(refusal("a,b\nc,\"d\ne\"\n") == "/2/2");
  CHECK(refusal(std::string_view{"a,b\nc,\0d\n", 9}) == "/2/2");
  CHECK(refusal("a\rb\n") == "/1/1");
  CHECK(refusal("a,\xBD\xB9\xD7\xF7\xCA\xD0\n") == "/1/2");  // GBK, as Excel saves it
  CHECK(refusal("a,\xED\xA0\x80\n") == "/1/2");              // a surrogate
  CHECK(refusal("a,\xC0\xAF\n") == "/1/2");                  // an overlong slash
  CHECK(refusal("a," + std::string(2'000, 'x') + "\n") == "/1/2");
  CHECK(read_csv(std::string(17u << 20, 'x')).error().type == "csv-too-large");
}

TEST_CASE("whatever is written quoted is read back") {
  rc::check([] {
    const auto field = rc::gen::container<std::string>(rc::gen::element('a', '"', ',', ' ', '0'));
    const auto width = *rc::gen::inRange<std::size_t>(1, 5);
    const auto row = rc::gen::container<std::vector<std::string>>(width, field);
    const auto table = *rc::gen::container<Table>(row);
    RC_ASSERT(read(write(table)) == table);
  });
}

TEST_CASE("bytes of any kind are read or refused, never worse") {
  rc::check([](const std::string& bytes) {
    const auto rows = read_csv(bytes);
    if (!rows) RC_ASSERT(rows.error().type == "csv-malformed");
  });
}

}  // namespace anlan::divisions
