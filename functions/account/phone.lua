--[[
  The account that a phone has connected for. A connection lasts a day at most, and is checked every few minutes.

  In:   KEYS    phone
        ARGV[1] JSON { connects?: { account, at (ms), lives (ms) } }
  Out:  JSON { account, since (ms) }, {} where nobody knows

  Guarantees: `since` is when the phone first connected for this account, not when that was last checked. A script, so
  that it reads where was written. Two calls.
]]
local phone_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])

local text = redis.call('GET', phone_key)
local connects = input.connects
if not connects then
  return text or '{}'
end
local known = text and cjson.decode(text)
local since = known and known.account == connects.account and known.since or connects.at
local record = cjson.encode({ account = connects.account, since = since })
redis.call('SET', phone_key, record, 'PX', string.format('%.0f', connects.lives))
return record
