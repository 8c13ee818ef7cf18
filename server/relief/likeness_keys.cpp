#include "relief/likeness_keys.hpp"

#include <string_view>

#include "relief/household_personal.hpp"
#include "relief/pinyin.hpp"

namespace anlan::relief {
namespace {

constexpr std::size_t kBirthAt = 6;
constexpr std::size_t kBirthLength = 8;
constexpr std::size_t kEndingAt = 15;
constexpr std::size_t kEndingLength = 2;

class Bookkeeper {
 public:
  Bookkeeper(store::Connection& db, access::KeyRing& keys, std::int64_t ordinal)
      : kept_{db.prepare("INSERT INTO household_likeness (ordinal, member, kind, key) VALUES (?1, ?2, ?3, ?4)")},
        keys_{keys},
        ordinal_{ordinal} {}

  void keep(std::int64_t member, LikenessKey kind, const std::string& value) {
    const auto key = mark_of(keys_, "likeness", std::to_string(static_cast<int>(kind)) + '\n' + value).value();
    kept_.run(ordinal_, member, static_cast<std::int64_t>(kind), key);
  }

 private:
  store::Statement kept_;
  access::KeyRing& keys_;
  std::int64_t ordinal_;
};

}  // namespace

std::vector<std::string> likeness_schema() {
  return {
      "CREATE TABLE household_likeness ("
      "  ordinal INTEGER NOT NULL, member INTEGER NOT NULL, kind INTEGER NOT NULL, key INTEGER NOT NULL,"
      "  PRIMARY KEY (ordinal, member, kind)) STRICT, WITHOUT ROWID",
      "CREATE INDEX household_likeness_by_key ON household_likeness (key)",
  };
}

void keep_likeness_keys(store::Connection& db, access::KeyRing& keys, const std::string& campaign, std::int64_t ordinal,
                        const std::string& village, const Personal& personal) {
  Bookkeeper books{db, keys, ordinal};
  const auto here = campaign + '\n' + village;
  for (std::size_t i = 0; i < personal.members.size(); ++i) {
    const auto& member = personal.members[i];
    const bool head = i == 0;
    const auto place = static_cast<std::int64_t>(i);
    const auto sound = pinyin_of(member.name);
    if (head) books.keep(place, LikenessKey::sound_village, sound + '\n' + here);
    if (head && personal.phone) books.keep(place, LikenessKey::sound_phone, sound + '\n' + *personal.phone);
    if (!member.id_number) continue;
    const auto birth = member.id_number->substr(kBirthAt, kBirthLength);
    const auto ending = member.id_number->substr(kEndingAt, kEndingLength);
    books.keep(place, LikenessKey::sound_birth, sound + '\n' + birth);
    if (!head) continue;
    books.keep(place, LikenessKey::sound_ending, sound + '\n' + ending);
    const bool odd = (ending.back() - '0') % 2 == 1;
    const auto surname = sound.substr(0, sound.find(' '));
    books.keep(place, LikenessKey::birth_village, surname + '\n' + birth + (odd ? "m\n" : "f\n") + here);
  }
}

void forget_likeness_keys(store::Connection& db, std::int64_t ordinal) {
  db.prepare("DELETE FROM household_likeness WHERE ordinal = ?1").run(ordinal);
}

}  // namespace anlan::relief
