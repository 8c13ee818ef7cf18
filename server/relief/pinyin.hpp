#pragma once

#include <string>
#include <string_view>

namespace anlan::relief {

/// A name as it sounds: Hanyu Pinyin without tones, small letters, one blank between syllables ("wang xiao ming"); the
/// first character is read as a surname. What is no Chinese character stays. Characters that are written differently
/// and sound alike (晓 and 小, 张 and 章) give the same. Any thread.
[[nodiscard]] std::string pinyin_of(std::string_view name);

/// Of which edition of the Unicode data it is made: what was made with another edition has to be made anew.
[[nodiscard]] std::string pinyin_edition();

}  // namespace anlan::relief
