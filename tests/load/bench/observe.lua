-- wrk: one durable observation per request, at a made-up point inside the city, each under an id of its own.
dofile((debug.getinfo(1, "S").source:match("@(.*/)") or "./") .. "command.lua")

function init(arguments)
  incident, occurred = arguments[2], arguments[3]
  prepare(arguments[1])
end

function request()
  local lon, lat = 112.7 + math.random() * 0.8, 34.9 + math.random() * 0.5
  return wrk.format(nil, nil, nil, string.format(
    '{"command_id":"%s","incident":"%s","text":"村口桥面过水，行人绕行；十二户转移到小学，停电","point":{"lon":%.6f,"lat":%.6f},"occurred_at":"%s","channel":"web"}',
    uuid(), incident, lon, lat, occurred))
end
