--[[
  A part: events that are written in the same step as the change they report (lib/outbox.ts).

  outbox.add(key, event, due)   keeps an event (JSON) to be published; from `due` (ms) on the sweeper may. One call
]]
local outbox = {}

function outbox.add(key, event, due)
  redis.call('ZADD', key, string.format('%.0f', due), event)
end

return outbox
