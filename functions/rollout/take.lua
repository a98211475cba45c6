--[[
  Takes waiting targets to be told now, as many as the rate and the canary allow.

  In:   KEYS    progress, back, taken, then the targets of each of `ids`
        ARGV[1] JSON { ids: [device_id, …], total_first: how many go first, per_minute, minute (ms), now (ms) }
  Out:  JSON [device_id, …]

  Guarantees: a target is taken once. Within a minute no more than per_minute are, and until those that go first are
  settled no more than those. Two calls for each that is taken, one for each that is not, and six for all at most.
]]
local progress_key, back_key, taken_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local FIRST = 4 -- of the keys of targets

local phase, held, window, used, sent, done, failed = unpack(redis.call(
  'HMGET', progress_key, 'phase', 'held', 'window', 'used', 'sent', 'done', 'failed'
))
if held ~= '' or phase == 'planning' then
  return '[]'
end
used = tonumber(window or 0) == input.minute and tonumber(used or 0) or 0
local allowed = input.per_minute - used
if phase == 'canary' then
  local told = tonumber(sent or 0) + tonumber(done or 0) + tonumber(failed or 0)
  allowed = math.min(allowed, input.total_first - told)
end

local devices, times = {}, {}
for i, device_id in ipairs(input.ids) do
  if #devices >= allowed then
    break
  end
  local targets_key = KEYS[FIRST + i - 1]
  if redis.call('HGET', targets_key, device_id) == 'waiting' then
    redis.call('HSET', targets_key, device_id, 'sent')
    table.insert(devices, device_id)
    table.insert(times, string.format('%.0f', input.now))
    table.insert(times, device_id)
  end
end
if #devices == 0 then
  return '[]'
end
redis.call('SREM', back_key, unpack(devices))
redis.call('ZADD', taken_key, unpack(times))
redis.call('HINCRBY', progress_key, 'waiting', -#devices)
redis.call('HINCRBY', progress_key, 'sent', #devices)
redis.call(
  'HSET', progress_key, 'window', string.format('%.0f', input.minute), 'used', used + #devices
)
return cjson.encode(devices)
