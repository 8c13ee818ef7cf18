-- wrk: questions and commands from a file, one a line: token, operation and parameters, separated by tabs; each in turn.
dofile((debug.getinfo(1, "S").source:match("@(.*/)") or "./") .. "command.lua")

function init(arguments)
  prepare("")
  asked = {}
  for line in io.lines(arguments[1]) do
    local token, operation, params = line:match("([^\t]*)\t([^\t]*)\t(.*)")
    asked[#asked + 1] = wrk.format("POST", "/api/" .. operation,
                                   { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. token }, params)
  end
  place = 0
end

function request()
  place = place % #asked + 1
  return asked[place]
end
