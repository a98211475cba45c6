--[[
  Registers a device, or changes its registration; presence, state and lease are not touched.

  In:   KEYS    device, vehicles, products, all, at_venue (of its venue, or of none), rentable, facts, reissued
        ARGV[1] JSON { device_id, product, status?, position?, venue_id?: null for none,
                       vehicle_id: for a new device,
                       reissue?: { code, key: what is made anew, fingerprint, remembered (ms) } }
  Out:  JSON { code_version, key_version, created, status, venue_id?: as they are now } | { refused: reason }

  Guarantees: what is left out stays as it was. The versions of code and key only grow, once for each idempotency key;
  its product never changes; a reported position takes precedence over a registered one. Ten calls at most.
]]
local device_key, vehicles_key, products_key, all_key, at_venue_key, rentable_key, facts_key,
  reissued_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local once = require 'lib.once'
local record = require 'device.record'
local rentable = require 'device.rentable'

local kept = record.read(device_key)
local is_new = not kept.kind
if not is_new and kept.kind ~= input.product then
  return '{"refused":"kind_fixed"}'
end

local code_version, key_version = tonumber(kept.code_version or 1), tonumber(kept.key_version or 1)
if input.reissue then
  local first, reused = once.find(reissued_key, input.reissue.fingerprint)
  if reused then
    return cjson.encode({ refused = reused })
  end
  if not first then
    if not is_new then
      code_version = input.reissue.code and code_version + 1 or code_version
      key_version = input.reissue.key and key_version + 1 or key_version
    end
    once.keep(reissued_key, { fingerprint = input.reissue.fingerprint }, input.reissue.remembered)
  end
end

kept.kind, kept.status = input.product, input.status or kept.status or 'available'
local venue_id = input.venue_id ~= cjson.null and input.venue_id or nil
if input.venue_id ~= nil then
  kept.venue_id = venue_id or ''
end
kept.venue_id = kept.venue_id or ''
kept.code_version, kept.key_version = string.format('%.0f', code_version), string.format('%.0f', key_version)
if is_new then
  kept.vehicle_id = input.vehicle_id
  redis.call('HSET', vehicles_key, input.vehicle_id, input.device_id)
end
if input.position and not kept.position_at then
  kept.position = cjson.encode(input.position)
end
record.write(device_key, kept)
local member = rentable.member(input.product, input.device_id)
redis.call('HSET', products_key, input.device_id, input.product)
redis.call('ZADD', all_key, 0, member)
if venue_id then
  redis.call('ZADD', at_venue_key, 0, member)
end
rentable.refresh(kept, rentable_key, facts_key, input.device_id)
return cjson.encode({
  code_version = code_version,
  key_version = key_version,
  created = is_new,
  status = kept.status,
  venue_id = kept.venue_id ~= '' and kept.venue_id or nil,
})
