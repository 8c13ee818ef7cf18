#include "base/problem.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace anlan {

TEST_CASE("a problem is titled by its type, and by its kind where the type says no more") {
  const auto title_of = [](const char* type) {
    return to_json(Problem{.kind = ProblemKind::conflict, .type = type}).at("title").get<std::string>();
  };
  CHECK(title_of("not-enough-stock") == "库存不足");
  CHECK(title_of("stale-version") == "内容已被更新");
  CHECK(title_of("place-closed") == "与当前情况不符");
}

}  // namespace anlan
