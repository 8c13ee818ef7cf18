-- What wrk scripts that send commands share: an id per command, and the figures at the end. `dofile` it beside them.
local counter = 0
local thread_number = 0

function setup(thread)
  thread:set("number", thread_number)
  thread_number = thread_number + 1
end

-- To be called from `init`, in the thread's own state.
function prepare(token)
  math.randomseed(os.time() * 100 + number)
  salt = math.random(0, 0xffffff)
  started = os.time()
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer " .. token
end

-- A UUIDv7 as clients make them: time first, so that they are ordered.
function uuid()
  counter = counter + 1
  local millis = started * 1000 + counter / 16
  return string.format("%08x-%04x-7%03x-8%03x-%06x%06x", math.floor(millis / 65536) % 4294967296, millis % 65536,
                       counter % 4096, number, salt, counter % 16777216)
end

function done(summary, latency)
  io.write(string.format('RESULT {"requests":%d,"seconds":%.3f,"errors":%d,"p50_us":%d,"p99_us":%d}\n', summary.requests,
                         summary.duration / 1e6, summary.errors.status + summary.errors.timeout + summary.errors.read,
                         latency:percentile(50), latency:percentile(99)))
end
