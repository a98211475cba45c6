--[[
  Creates a rollout.

  In:   KEYS    rollout (to be written), progress, all, open
        ARGV[1] JSON { rollout: the record, lives (ms) }
  Out:  JSON { created: true } | { refused: reason }

  Guarantees: the same request under the same key is done once. Seven calls at most.
]]
local rollout_key, progress_key, all_key, open_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local once = require 'lib.once'

local first, reused = once.find(rollout_key, input.rollout.fingerprint)
if reused then
  return cjson.encode({ refused = reused })
end
if not first then
  local id, created_at = input.rollout.rollout_id, string.format('%.0f', input.rollout.created_at)
  once.keep(rollout_key, input.rollout, input.lives)
  redis.call('HSET', progress_key, 'phase', 'planning', 'held', '', 'changed_at', created_at)
  redis.call('PEXPIRE', progress_key, string.format('%.0f', input.lives))
  redis.call('ZADD', all_key, created_at, id)
  redis.call('SADD', open_key, id)
end
return '{"created":true}'
