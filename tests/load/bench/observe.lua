-- wrk: one durable observation per request, at a made-up point inside the city, each under an id of its own.
local counter = 0
local thread_number = 0

function setup(thread)
  thread:set("number", thread_number)
  thread_number = thread_number + 1
end

function init(arguments)
  math.randomseed(os.time() * 100 + number)
  token, incident, occurred = arguments[1], arguments[2], arguments[3]
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
  local lon, lat = 112.7 + math.random() * 0.8, 34.9 + math.random() * 0.5
  local body = string.format(
    '{"command_id":"%s","incident":"%s","text":"村口桥面过水，行人绕行；十二户转移到小学，停电","point":{"lon":%.6f,"lat":%.6f},"occurred_at":"%s","channel":"web"}',
    uuid(), incident, lon, lat, occurred)
  return wrk.format(nil, nil, nil, body)
end

local refused = 0
function response(status) if status ~= 200 then refused = refused + 1 end end
function done(summary, latency)
  io.write(string.format('RESULT {"requests":%d,"seconds":%.3f,"errors":%d,"p50_us":%d,"p99_us":%d}\n', summary.requests,
                         summary.duration / 1e6, summary.errors.status + summary.errors.timeout + summary.errors.read,
                         latency:percentile(50), latency:percentile(99)))
end
