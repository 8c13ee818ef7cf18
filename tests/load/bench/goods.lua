-- wrk: one durable movement of one line per request, in or out of a random pile, each under an id of its own.
dofile((debug.getinfo(1, "S").source:match("@(.*/)") or "./") .. "command.lua")

function init(arguments)
  local token, file = arguments[1], arguments[2]
  prepare(token)
  piles = {}
  for line in io.lines(file) do
    local place, item, batch = line:match("(%S+) (%S+) (%S+)")
    piles[#piles + 1] = { place, item, batch }
  end
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
