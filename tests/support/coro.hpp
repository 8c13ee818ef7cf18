#pragma once

#include <exception>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace anlan::test {

/// Runs a coroutine to its end on the loop and rethrows what it threw. Never co_await inside CHECK or REQUIRE.
template <class Coroutine>
void run(boost::asio::io_context& loop, Coroutine coroutine) {
  std::exception_ptr failure;
  boost::asio::co_spawn(loop, std::move(coroutine), [&failure](std::exception_ptr thrown) { failure = thrown; });
  loop.restart();
  loop.run();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace anlan::test
