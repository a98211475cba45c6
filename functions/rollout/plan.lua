--[[
  Makes a page of devices targets of a rollout.

  In:   KEYS    progress, then the targets of each shard in `groups`, then the device of each id in them
        ARGV[1] JSON { rollout_id, from: where the page begins, to: where the next one does ('end' after the last),
                       groups: [[device_id, …], …] by shard, lives (ms) }
  Out:  JSON { planned: whether this call did it }

  Guarantees: each page is done once, and while the rollout is planning. A device is a target of one rollout at most.
  Two calls for each shard and one for each device at most, and four for all.
]]
local progress_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local claim = require 'device.claim'

local phase, held, planned = unpack(redis.call('HMGET', progress_key, 'phase', 'held', 'planned'))
if phase ~= 'planning' or held ~= '' or (planned or '') ~= input.from then
  return '{"planned":false}'
end

local chosen, skipped = 0, 0
local next_device = 1 + #input.groups
for i, ids in ipairs(input.groups) do
  local fields = {}
  for _, device_id in ipairs(ids) do
    next_device = next_device + 1
    if claim.take(KEYS[next_device], input.rollout_id) then
      table.insert(fields, device_id)
      table.insert(fields, 'waiting')
    else
      skipped = skipped + 1
    end
  end
  if #fields > 0 then
    local targets_key = KEYS[1 + i]
    redis.call('HSET', targets_key, unpack(fields))
    redis.call('PEXPIRE', targets_key, string.format('%.0f', input.lives))
    chosen = chosen + #fields / 2
  end
end
if chosen > 0 then
  redis.call('HINCRBY', progress_key, 'total', chosen)
  redis.call('HINCRBY', progress_key, 'waiting', chosen)
end
if skipped > 0 then
  redis.call('HINCRBY', progress_key, 'skipped', skipped)
end
redis.call('HSET', progress_key, 'planned', input.to, 'phase', input.to == 'end' and 'canary' or 'planning')
return '{"planned":true}'
