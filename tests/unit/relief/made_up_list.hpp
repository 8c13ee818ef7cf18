#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/paths.hpp"

namespace anlan::relief::test {

using TableLine = std::vector<std::string>;

inline std::string read_text(const std::filesystem::path& file) {
  std::ostringstream out;
  out << std::ifstream{file, std::ios::binary}.rdbuf();
  return out.str();
}

/// Runs scripts/made-up-list.
inline void make_up_list(const std::filesystem::path& folder, const std::string& more = "") {
  const auto script = anlan::test::source_dir() + "/scripts/made-up-list";
  if (std::system(("'" + script + "' '" + folder.string() + "' " + more).c_str()) != 0) {
    throw std::runtime_error{"scripts/made-up-list failed"};
  }
}

/// The rows below title and header; no field of the lists has a quote or comma in it.
inline std::vector<TableLine> table_of(const std::filesystem::path& file) {
  std::istringstream lines{read_text(file)};
  std::vector<TableLine> rows;
  for (std::string line; std::getline(lines, line);) {
    TableLine row;
    std::istringstream fields{line.substr(0, line.find('\r'))};
    for (std::string field; std::getline(fields, field, ',');) row.push_back(field);
    rows.push_back(std::move(row));
  }
  rows.erase(rows.begin(), rows.begin() + 2);
  return rows;
}

}  // namespace anlan::relief::test
