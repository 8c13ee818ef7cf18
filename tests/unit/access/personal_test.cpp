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

TEST_CASE("an address is shown down to the village") {
  CHECK(mask_address("西陶镇石荆村三组12号") == "西陶镇石荆村***");
  CHECK(mask_address("河南省焦作市解放区朱村街道新庄村东街5号") == "河南省焦作市解放区朱村街道新庄村***");
  CHECK(mask_address("温泉镇温村张村长家东邻") == "温泉镇温村***");
  CHECK(mask_address("解放区民生街道幸福社区3号楼2单元501室") == "解放区民生街道幸福社区***");
  CHECK(mask_address("武陟县大虹桥乡马庄二街15号附2号") == "武陟县大虹桥乡***");
  CHECK(mask_address("修武县人民路8号") == "修武县***");
  CHECK(mask_address("人民路8号院东村") == "***");
  CHECK(mask_address("张三家后院") == "***");
  CHECK(mask_address("").empty());
}

TEST_CASE("broken UTF-8 is masked too, not repeated") {
  CHECK(mask_name("\xff\xfe\xfd") == "\xff*\xfd");
  CHECK(mask_name("\xe5\xbc").size() == 1);
}

}  // namespace anlan::access
