#pragma once

#include <memory>
#include <string>

#include "support/http_client.hpp"
#include "support/server_process.hpp"
#include "support/temporary_folder.hpp"
#include "support/ws_client.hpp"

namespace anlan::test {

inline const std::string kCity = "410800000000";
inline const std::string kCounty = "410882000000";         // 沁阳市
inline const std::string kTownship = "410882101000";       // 西向镇
inline const std::string kOtherTownship = "410882102000";  // 西万镇
inline const std::string kOtherCounty = "410883000000";    // 孟州市

/// A fresh UUID for a command.
[[nodiscard]] std::string new_id();

/// Beijing time, some minutes before now.
[[nodiscard]] std::string minutes_ago(int minutes);

/// A running server on a copy of the prepared data, and people at their desks. All figures here are made up.
class DutyRoom {
 public:
  DutyRoom() : data_{copy_of_prepared_data(folder_ / "site")} { start(); }

  void start(const std::vector<std::string>& more = {}) { server_ = std::make_unique<ServerProcess>(data_, more); }
  /// Signed in as one of the prepared accounts: "clerk", "county", "city", …
  [[nodiscard]] std::unique_ptr<HttpClient> desk(const std::string& name) const;
  /// The same person's socket, subscribed to everything a duty dashboard follows.
  [[nodiscard]] std::unique_ptr<WsClient> dashboard(const HttpClient& desk) const;

  [[nodiscard]] ServerProcess& server() noexcept { return *server_; }
  [[nodiscard]] const std::filesystem::path& data() const noexcept { return data_; }
  /// `anlan verify` on the data directory.
  [[nodiscard]] Finished verify() const;

 private:
  TemporaryFolder folder_;
  std::filesystem::path data_;
  std::unique_ptr<ServerProcess> server_;
};

/// Opens an incident over the whole city as its duty officer; the incident's id.
std::string open_incident(HttpClient& city, const std::string& name);

/// Parameters of a first report with the minimum content.
nlohmann::json first_report(const std::string& incident, const std::string& division, int affected, int deaths = 0);

}  // namespace anlan::test
