#include "app/report.hpp"

#include <unistd.h>

#include <cstdio>

#include <fmt/core.h>

namespace anlan::app {

void print(const Problem& problem) {
  fmt::print(stderr, "✗ {}\n  {}\n", problem.detail.zh, problem.detail.en);
  for (const auto& fault : problem.errors) {
    fmt::print(stderr, "  {} {}\n  {} {}\n", fault.pointer, fault.detail.zh, fault.pointer, fault.detail.en);
  }
}

int refuse(const Problem& problem) {
  print(problem);
  return 1;
}

journal::Progress progress_bar(std::string job) {
  if (isatty(fileno(stderr)) == 0) return [](std::int64_t, std::int64_t) {};
  return [job = std::move(job)](std::int64_t done, std::int64_t total) {
    constexpr std::int64_t kWidth = 40;
    const auto filled = total == 0 ? kWidth : done * kWidth / total;
    fmt::print(stderr, "\r{} [{}{}] {}/{}{}", job, std::string(static_cast<std::size_t>(filled), '#'),
               std::string(static_cast<std::size_t>(kWidth - filled), '.'), done, total, done >= total ? "\n" : "");
    std::fflush(stderr);
  };
}

}  // namespace anlan::app
