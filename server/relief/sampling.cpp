#include "relief/sampling.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include <boost/math/special_functions/erf.hpp>

#include "journal/digest.hpp"

namespace anlan::relief {
namespace {

constexpr double kPermille = 1000.0;

bool between(int value, int low, int high) noexcept { return value >= low && value <= high; }

/// The point of the normal distribution that leaves (1 − confidence)/2 on either side: 1.96 for 95 %.
double z_of(double confidence) { return std::sqrt(2.0) * boost::math::erf_inv(confidence); }

/// A number in (0, 1) that only the seed and the household decide.
double uniform(std::string_view seed, std::string_view household) {
  constexpr std::size_t kHexDigits = 13;  // 52 bits, which a double holds exactly
  const auto text = std::string{seed} + "/" + std::string{household};
  const auto digest = journal::to_hex(journal::digest(journal::Algorithm::sha256, text));
  const auto bits = std::stoull(digest.substr(0, kHexDigits), nullptr, 16);
  return (static_cast<double>(bits) + 0.5) / std::ldexp(1.0, 4 * static_cast<int>(kHexDigits));
}

}  // namespace

Result<std::int64_t> sample_size(std::int64_t population, const SampleDesign& design) {
  if (!between(design.confidence_permille, 800, 999) || !between(design.margin_permille, 10, 200) ||
      !between(design.share_permille, 1, 999)) {
    return fail(ProblemKind::invalid, "bad-sample-design",
                {"置信度应在 80%–99.9%、允许误差在 1%–20%、预计差错率在 0.1%–99.9% 之间，请改正",
                 "the confidence must be 80 to 99.9 %, the margin 1 to 20 %, the expected share 0.1 to 99.9 %"});
  }
  if (population <= 0) return 0;
  const double z = z_of(design.confidence_permille / kPermille);
  const double share = design.share_permille / kPermille;
  const double margin = design.margin_permille / kPermille;
  const double unbounded = z * z * share * (1 - share) / (margin * margin);
  const double size = unbounded / (1 + (unbounded - 1) / static_cast<double>(population));
  return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(size)), 1, population);
}

Result<std::int64_t> sample_share(std::int64_t stratum, std::int64_t population, const SampleDesign& design) {
  const auto all = std::max(stratum, population);
  return sample_size(all, design).map([&](std::int64_t size) {
    return all == 0 ? 0 : (size * stratum + all - 1) / all;
  });
}

std::vector<Pick> draw(std::vector<Candidate> candidates, std::int64_t size, std::string_view seed) {
  constexpr double kPointsPerWeight = 10.0;
  struct Lot {
    bool random;
    double lot;
    std::string household;
  };
  std::vector<Lot> lots;
  lots.reserve(candidates.size());
  for (auto& each : candidates) {
    const double weight = 1.0 + std::clamp(each.risk, 0, 100) / kPointsPerWeight;
    const double lot = -std::log(uniform(seed, each.household)) / weight;
    lots.push_back({!each.must, lot, std::move(each.household)});
  }
  std::ranges::sort(lots, {}, [](const Lot& it) { return std::tie(it.random, it.lot, it.household); });
  std::vector<Pick> picks;
  for (auto& lot : lots) {
    if (lot.random && std::cmp_greater_equal(picks.size(), size)) break;
    picks.push_back({.household = std::move(lot.household), .must = !lot.random});
  }
  return picks;
}

}  // namespace anlan::relief
