#include <catch2/catch.hpp>

#include "access/personal.hpp"

namespace anlan::access {

TEST_CASE("masks leave enough to find oneself and too little to find another") {
  CHECK(mask_name("张三") == "张*");
  CHECK(mask_name("张小三") == "张*三");
  CHECK(mask_name("欧阳小三") == "欧**三");
  CHECK(mask_name("张") == "*");
  CHECK(mask_name("").empty());
  CHECK(mask_phone("13812345678") == "138****5678");
  CHECK(mask_phone("0391-5612345") == "039*****2345");
  CHECK(mask_phone("110") == "**0");
  CHECK(mask_phone("7") == "*");
  CHECK(mask_id_number("410882199001011234") == "41*************234");
  CHECK(mask_id_number("410882900101123") == "41**********123");
  CHECK(mask_id_number("12345") == "*****");
  CHECK(mask_account("6228480012345678901") == "***************8901");
  CHECK(mask_account("12") == "*2");
}

TEST_CASE("broken UTF-8 is masked too, not repeated") {
  CHECK(mask_name("\xff\xfe\xfd") == "\xff*\xfd");
  CHECK(mask_name("\xe5\xbc").size() == 1);
}

}  // namespace anlan::access
