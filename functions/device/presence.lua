--[[
  Applies a lifecycle event of a client to its device; events may come twice and out of order.

  In:   KEYS    device, rentable, facts
        ARGV[1] JSON { device_id, online, session, version, at (ms),
                       forgotten (ms): how long AWS remembers version numbers }
  Out:  JSON { applied: whether the device is now known to be what the event says, rollout?: that it is a target of }

  Guarantees: versions grow by connection, and a connection's end comes after its beginning whatever arrives first.
  They restart after a client was gone for long: then the later event counts. A device may connect before it is
  registered. Five calls at most.
]]
local device_key, rentable_key, facts_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local rentable = require 'device.rentable'

local session, known_version, known_at, rollout =
  unpack(redis.call('HMGET', device_key, 'session', 'session_version', 'session_at', 'rollout'))

local function is_newer()
  if not session then
    return true
  end
  if session == input.session then
    return not input.online
  end
  if math.abs(input.at - tonumber(known_at)) > input.forgotten then
    return input.at > tonumber(known_at)
  end
  return input.version > tonumber(known_version)
end

if not is_newer() then
  return cjson.encode({ applied = false, rollout = rollout or nil })
end
redis.call(
  'HSET', device_key,
  'online', input.online and '1' or '0',
  'session', input.session,
  'session_version', input.version,
  'session_at', string.format('%.0f', input.at)
)
rentable.refresh(device_key, rentable_key, facts_key, input.device_id)
return cjson.encode({ applied = true, rollout = rollout or nil })
