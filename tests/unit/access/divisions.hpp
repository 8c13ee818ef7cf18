#pragma once

#include "base/division_code.hpp"

namespace anlan::access::place {

// Real divisions of Jiaozuo; the people in these tests are made up.
inline const DivisionCode kJiaozuo = DivisionCode::parse("410800000000").value();  // 焦作市
inline const DivisionCode kXiuwu = DivisionCode::parse("410821000000").value();    // 修武县
inline const DivisionCode kQixian = DivisionCode::parse("410821101000").value();   // 修武县七贤镇
inline const DivisionCode kNanguan = DivisionCode::parse("410821100001").value();  // 修武县城关镇南关居委会
inline const DivisionCode kQinyang = DivisionCode::parse("410882000000").value();  // 沁阳市

}  // namespace anlan::access::place
