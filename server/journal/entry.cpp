#include "journal/entry.hpp"

#include <array>
#include <utility>

namespace anlan::journal {
namespace {

constexpr std::array<std::pair<Channel, std::string_view>, 8> kChannels{{{Channel::web, "web"},
                                                                         {Channel::phone, "phone"},
                                                                         {Channel::fax, "fax"},
                                                                         {Channel::radio, "radio"},
                                                                         {Channel::mail, "mail"},
                                                                         {Channel::file, "file"},
                                                                         {Channel::relay, "relay"},
                                                                         {Channel::system, "system"}}};

}  // namespace

std::string_view to_string(Channel channel) noexcept {
  for (const auto& [value, name] : kChannels) {
    if (value == channel) return name;
  }
  return "web";
}

std::optional<Channel> parse_channel(std::string_view text) noexcept {
  for (const auto& [value, name] : kChannels) {
    if (name == text) return value;
  }
  return std::nullopt;
}

nlohmann::json to_json(const Actor& actor) {
  auto out = nlohmann::json::object();
  out.emplace("account", actor.account);
  out.emplace("display_name", actor.display_name);
  out.emplace("role", actor.role);
  out.emplace("division", actor.division);
  return out;
}

Actor read_actor(const nlohmann::json& actor) {
  return {actor.at("account"), actor.at("display_name"), actor.at("role"), actor.at("division")};
}

}  // namespace anlan::journal
