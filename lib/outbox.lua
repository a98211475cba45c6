--[[
  A part: events that are written in the same step as the change they report (lib/outbox.ts).

  outbox.add(key, event, due)   keeps an event to be published; from `due` (ms) on the sweeper may. Returns it as JSON,
                                as it lies there. One call
]]
local outbox = {}

function outbox.add(key, event, due)
  local text = cjson.encode(event)
  redis.call('ZADD', key, string.format('%.0f', due), text)
  return text
end

return outbox
