#include "relief/pinyin.hpp"

#include <array>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

namespace anlan::relief::test {

TEST_CASE("a name sounds as one says it, its first character as a surname") {
  CHECK(pinyin_of("王小明") == "wang xiao ming");
  CHECK(pinyin_of("曾国强") == "zeng guo qiang");
  CHECK(pinyin_of("单春花") == "shan chun hua");
  CHECK(pinyin_of("王单") == "wang dan");
  CHECK(pinyin_of("李永乐") == "li yong le");
  CHECK(pinyin_of("乐永李") == "yue yong li");
  CHECK(pinyin_of("澹台灭明") == "tan tai mie ming");
  CHECK(pinyin_of("王澹台") == "wang tan tai");
  CHECK(pinyin_of("欧阳万俟") == "ou yang mo qi");
  CHECK(pinyin_of("吕布") == "lu bu");
  CHECK(pinyin_of("章晓铭") == pinyin_of("张小明"));
  CHECK_FALSE(pinyin_edition().empty());
}

TEST_CASE("what is no Chinese character stays") {
  CHECK(pinyin_of("") == "");
  CHECK(pinyin_of("王A明") == "wang a ming");
  CHECK(pinyin_of("买买提·艾力").starts_with("mai mai ti"));
  CHECK_FALSE(pinyin_of("王\u3400明").empty());
  CHECK_FALSE(pinyin_of("王\U00020bb7明").empty());
  CHECK(pinyin_of("Anna Li") == "anna li");
}

TEST_CASE("how a name reads hangs neither on what was read before it nor on the thread") {
  const auto read = [] {
    const auto first = pinyin_of("赵查员");
    (void)pinyin_of("查");
    (void)pinyin_of("员");
    (void)pinyin_of("王查");
    return first == "zhao cha yuan" && pinyin_of("赵查员") == first && pinyin_of("张秀兰") == "zhang xiu lan";
  };
  CHECK(read());
  std::vector<std::thread> threads;
  std::array<bool, 4> same{};
  for (auto& each : same) threads.emplace_back([&] { each = read(); });
  for (auto& thread : threads) thread.join();
  CHECK(same == std::array{true, true, true, true});
}

}  // namespace anlan::relief::test
