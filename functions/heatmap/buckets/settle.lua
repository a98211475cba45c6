--[[
  Stores a recomputed bucket, unless what it was computed from has changed meanwhile.

  In:   KEYS    dirty, rolled
        ARGV[1] JSON { mark, token, value, expires_at (s), next?: the mark of the level above }
  Out:  JSON true if stored

  Guarantees: a bucket without a mark is up to date. A report that came in during the computation has changed the
  token, so nothing is stored and the mark stays for the next run. Four calls at most.
]]
local dirty_key, rolled_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])

if redis.call('HGET', dirty_key, input.mark) ~= input.token then
  return 'false'
end
redis.call('SET', rolled_key, input.value, 'EXAT', input.expires_at)
redis.call('HDEL', dirty_key, input.mark)
if input.next then
  redis.call('HSET', dirty_key, input.next, input.token)
end
return 'true'
