--[[
  Takes in what has become of targets.

  In:   KEYS    progress, back, taken, open, then the targets and the device of each of `marks`
        ARGV[1] JSON { rollout_id, marks: [[device_id, 'told' | 'offline' | 'back' | 'done' | 'failed' | 'left',
                       reason?], …], total_first: how many go first, stop_at_failed, now (ms) }
  Out:  JSON true

  Guarantees: a mark that comes twice counts once, and the counts are exact. A device that is told that it is offline
  and is back by then waits again, and is left where the rollout was stopped meanwhile. What is settled is free for
  another rollout. Above stop_at_failed it halts, in the step that counts the failure. Six calls for each mark, and
  twelve for all at most.
]]
local progress_key, back_key, taken_key, open_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local claim = require 'device.claim'
local FIRST = 5 -- of the keys of targets and devices

-- the state that a mark leads to from another one; none where it changes nothing
local LEADS = {
  offline = { sent = 'offline' },
  back = { offline = 'waiting' },
  done = { sent = 'done', failed = 'done' },
  failed = { sent = 'failed' },
  left = { waiting = 'left', offline = 'left' },
}
local SETTLED = { done = true, failed = true, left = true }

local phase, held, base_done, base_failed, waiting, offline, sent, done, failed = unpack(redis.call(
  'HMGET', progress_key,
  'phase', 'held', 'base_done', 'base_failed', 'waiting', 'offline', 'sent', 'done', 'failed'
))
local counts = {
  waiting = tonumber(waiting or 0),
  offline = tonumber(offline or 0),
  sent = tonumber(sent or 0),
  done = tonumber(done or 0),
  failed = tonumber(failed or 0),
  left = 0, -- of which only the change matters here
}
local changes = {}
local function count(state, change)
  changes[state] = (changes[state] or 0) + change
  counts[state] = counts[state] + change
end

local told = {}
for i, mark in ipairs(input.marks) do
  local device_id, word, reason = unpack(mark)
  local targets_key, device_key = KEYS[FIRST + 2 * (i - 1)], KEYS[FIRST + 2 * i - 1]
  if word ~= 'back' then
    table.insert(told, device_id)
  end
  local was = word ~= 'told' and string.match(redis.call('HGET', targets_key, device_id) or '', '^%a+')
  local now = was and LEADS[word][was]
  if now == 'offline' and held == 'stopped' then
    now = 'left'
  elseif now == 'offline' and claim.is_online(device_key) then
    now = 'waiting'
  end
  if now then
    redis.call('HSET', targets_key, device_id, reason and now .. ' ' .. reason or now)
    count(was, -1)
    count(now, 1)
  end
  if now == 'waiting' then
    redis.call('SADD', back_key, device_id)
  elseif SETTLED[now] then
    claim.free(device_key, input.rollout_id)
  end
end
if #told > 0 then
  redis.call('ZREM', taken_key, unpack(told))
end
for state, change in pairs(changes) do
  redis.call('HINCRBY', progress_key, state, change)
end

local failures = counts.failed - tonumber(base_failed or 0)
local settled = failures + counts.done - tonumber(base_done or 0)
if held == '' and failures > input.stop_at_failed * math.max(settled, input.total_first) then
  redis.call('HSET', progress_key, 'held', 'halted', 'changed_at', string.format('%.0f', input.now))
elseif phase == 'canary' and (settled >= input.total_first or counts.waiting + counts.sent == 0) then
  redis.call('HSET', progress_key, 'phase', 'running')
end
if phase ~= 'planning' and counts.waiting + counts.offline + counts.sent == 0 then
  redis.call('SREM', open_key, input.rollout_id)
end
return 'true'
