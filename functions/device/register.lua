--[[
  Registers a device, or changes its registration; presence, state and lease are not touched.

  In:   KEYS    device, vehicles, products, all, at_venue (of its venue, or of none), rentable, facts, reissued
        ARGV[1] JSON { device_id, product, status, position?, venue_id?, vehicle_id: for a new device,
                       reissue?: { fingerprint, remembered (ms) } }
  Out:  JSON { code_version, created } | { refused: reason }

  Guarantees: the code's version only grows, once for each idempotency key; its product never changes; a
  reported position takes precedence over a registered one. Fourteen calls at most.
]]
local device_key, vehicles_key, products_key, all_key, at_venue_key, rentable_key, facts_key,
  reissued_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local once = require 'lib.once'
local rentable = require 'device.rentable'

local product, code_version, position_at =
  unpack(redis.call('HMGET', device_key, 'kind', 'code_version', 'position_at'))
if product and product ~= input.product then
  return '{"refused":"kind_fixed"}'
end

local version = tonumber(code_version or 1)
if input.reissue then
  local first, reused = once.find(reissued_key, input.reissue.fingerprint)
  if reused then
    return cjson.encode({ refused = reused })
  end
  if not first then
    version = product and version + 1 or version
    once.keep(reissued_key, { fingerprint = input.reissue.fingerprint }, input.reissue.remembered)
  end
end

redis.call(
  'HSET', device_key,
  'kind', input.product,
  'status', input.status,
  'venue_id', input.venue_id or '',
  'code_version', version
)
if not product then
  redis.call('HSET', device_key, 'vehicle_id', input.vehicle_id)
  redis.call('HSET', vehicles_key, input.vehicle_id, input.device_id)
end
if input.position and not position_at then
  redis.call('HSET', device_key, 'position', cjson.encode(input.position))
end
local member = rentable.member(input.product, input.device_id)
redis.call('HSET', products_key, input.device_id, input.product)
redis.call('ZADD', all_key, 0, member)
if input.venue_id then
  redis.call('ZADD', at_venue_key, 0, member)
end
rentable.refresh(device_key, rentable_key, facts_key, input.device_id)
return cjson.encode({ code_version = version, created = not product })
