-- wrk: one durable movement of one line per request, in or out of a random pile, each under an id of its own.
local counter = 0
local thread_number = 0

function setup(thread)
  thread:set("number", thread_number)
  thread_number = thread_number + 1
end

function init(arguments)
  math.randomseed(os.time() * 100 + number)
  local token, file = arguments[1], arguments[2]
  piles = {}
  for line in io.lines(file) do
    local place, item, batch = line:match("(%S+) (%S+) (%S+)")
    piles[#piles + 1] = { place, item, batch }
  end
  salt = math.random(0, 0xffffff)
  started = os.time()
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer " .. token
end

-- A UUIDv7 as clients make them: time first, so that they are ordered.
local function uuid()
  counter = counter + 1
  local millis = started * 1000 + counter / 16
  return string.format("%08x-%04x-7%03x-8%03x-%06x%06x", math.floor(millis / 65536) % 4294967296, millis % 65536,
                       counter % 4096, number, salt, counter % 16777216)
end

function request()
  local pile = piles[math.random(#piles)]
  local quantity = math.random(50)
  if math.random(2) == 1 then
    return wrk.format(nil, "/api/stock.issue", nil, string.format(
      '{"command_id":"%s","place":"%s","division":"410882101000","recipient":"压测","lines":[{"batch":"%s","quantity":%d}]}',
      uuid(), pile[1], pile[3], quantity))
  end
  return wrk.format(nil, "/api/stock.receive", nil, string.format(
    '{"command_id":"%s","place":"%s","source":"supplier","lines":[{"item":"%s","batch":"%s","quantity":%d}]}',
    uuid(), pile[1], pile[2], pile[3], quantity))
end

local refused = 0
function response(status) if status ~= 200 then refused = refused + 1 end end
function done(summary, latency)
  io.write(string.format('RESULT {"requests":%d,"seconds":%.3f,"errors":%d,"p50_us":%d,"p99_us":%d}\n', summary.requests,
                         summary.duration / 1e6, summary.errors.status + summary.errors.timeout + summary.errors.read,
                         latency:percentile(50), latency:percentile(99)))
end
