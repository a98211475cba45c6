--[[
  Takes one lifecycle event of a client into its device; events come twice and out of order.

  In:   KEYS[1] device hash
        ARGV[1] JSON { online, session, version, at (ms), forgotten (ms): how long AWS remembers version numbers }
  Out:  JSON true if the device is now known to be what the event says

  Guarantees: versions grow by connection, and a connection's end comes after its beginning whatever arrives first. They
  start again once a client was gone for long: then the later event counts. A device may connect before it is registered.
]]
local device_key = KEYS[1]
local input = cjson.decode(ARGV[1])
local version = tonumber(input.version)
local at = tonumber(input.at)

local session, known_version, known_at =
  unpack(redis.call('HMGET', device_key, 'session', 'session_version', 'session_at'))

if session then
  known_version, known_at = tonumber(known_version), tonumber(known_at)
  local is_newer
  if session == input.session then
    is_newer = not input.online
  elseif math.abs(at - known_at) > tonumber(input.forgotten) then
    is_newer = at > known_at
  else
    is_newer = version > known_version
  end
  if not is_newer then
    return 'false'
  end
end
redis.call(
  'HSET', device_key,
  'online', input.online and '1' or '0',
  'session', input.session,
  'session_version', version,
  'session_at', string.format('%.0f', at)
)
return 'true'
