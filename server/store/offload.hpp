#pragma once

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace anlan::store {

/// Runs `work()` on `threads`, then resumes the caller on its own executor with the value or the exception.
/// For what would block the loop: a query, a password hash, a GDAL call.
///
/// (co_spawn onto the pool would do the same, but in Boost 1.81 it needs a default-constructible result.)
template <class Executor, class Work>
[[nodiscard]] auto offload(Executor threads, Work work) -> boost::asio::awaitable<std::invoke_result_t<Work&>> {
  using Outcome = std::optional<std::invoke_result_t<Work&>>;
  using Handler = boost::asio::any_completion_handler<void(std::exception_ptr, Outcome)>;
  const boost::asio::any_io_executor caller = co_await boost::asio::this_coro::executor;

  auto start = [caller, threads](auto handler, Work pending) {
    boost::asio::post(threads, [caller, pending = std::move(pending), resume = Handler{std::move(handler)}]() mutable {
      std::exception_ptr failure;
      Outcome result;
      try {
        result.emplace(pending());
      } catch (...) {
        failure = std::current_exception();
      }
      boost::asio::post(caller, [resume = std::move(resume), failure, result = std::move(result)]() mutable {
        std::move(resume)(failure, std::move(result));
      });
    });
  };
  auto outcome =
      co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(std::exception_ptr, Outcome)>(
          std::move(start), boost::asio::use_awaitable, std::move(work));
  co_return std::move(*outcome);
}

}  // namespace anlan::store
