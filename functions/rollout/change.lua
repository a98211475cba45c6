--[[
  Pauses, resumes or stops a rollout.

  In:   KEYS    progress, open
        ARGV[1] JSON { rollout_id, change: 'pause' | 'resume' | 'stop', now (ms) }
  Out:  JSON { changed: true } | { refused: reason }

  Guarantees: what is over stays over; a change that is made already changes nothing. After a halt the failures until
  then do not count any more. Four calls at most.
]]
local progress_key, open_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local HELD = { pause = 'paused', resume = '', stop = 'stopped' }

local held, phase, waiting, offline, sent, done, failed = unpack(redis.call(
  'HMGET', progress_key, 'held', 'phase', 'waiting', 'offline', 'sent', 'done', 'failed'
))
local wanted = HELD[input.change]
if held == wanted or held == 'halted' and wanted == 'paused' then
  return '{"changed":true}'
end
local rest = tonumber(waiting or 0) + tonumber(offline or 0) + tonumber(sent or 0)
if held == 'stopped' or phase ~= 'planning' and rest == 0 then
  return '{"refused":"rollout_over"}'
end
if held == 'halted' and wanted == '' then
  redis.call('HSET', progress_key, 'base_done', done or 0, 'base_failed', failed or 0, 'phase', 'running')
end
redis.call('HSET', progress_key, 'held', wanted, 'changed_at', string.format('%.0f', input.now))
redis.call('SADD', open_key, input.rollout_id)
return '{"changed":true}'
