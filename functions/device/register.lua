--[[
  Registers a device, or changes its registration; presence, state and lease are not touched.

  In:   KEYS    device, vehicles, geo (of its kind), reissued
        ARGV[1] JSON { device_id, kind, status, position?, venue_id?, vehicle_id: for a new device,
                       reissue?: { fingerprint, remembered (ms) } }
  Out:  JSON { code_version, created } | { refused: reason }

  Guarantees: the code's version only grows, once for each idempotency key; a kind never changes; a reported
  position takes precedence over a registered one. Nine calls at most.
]]
local device_key, vehicles_key, geo_key, reissued_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local once = require 'lib.once'

local kind, code_version, state_at = unpack(redis.call('HMGET', device_key, 'kind', 'code_version', 'state_at'))
if kind and kind ~= input.kind then
  return '{"refused":"kind_fixed"}'
end

local version = tonumber(code_version or 1)
if input.reissue then
  local first, reused = once.find(reissued_key, input.reissue.fingerprint)
  if reused then
    return cjson.encode({ refused = reused })
  end
  if not first then
    version = kind and version + 1 or version
    once.keep(reissued_key, { fingerprint = input.reissue.fingerprint }, input.reissue.remembered)
  end
end

redis.call(
  'HSET', device_key,
  'kind', input.kind,
  'status', input.status,
  'venue_id', input.venue_id or '',
  'code_version', version
)
if not kind then
  redis.call('HSET', device_key, 'vehicle_id', input.vehicle_id)
  redis.call('HSET', vehicles_key, input.vehicle_id, input.device_id)
end
if input.position then
  redis.call('HSET', device_key, 'position', cjson.encode(input.position))
  if not state_at then
    redis.call('GEOADD', geo_key, input.position[1], input.position[2], input.device_id)
  end
end
return cjson.encode({ code_version = version, created = not kind })
