--[[
  Registers a device, or changes its registration; presence, state and lease are not touched.

  In:   KEYS[1] device   hash
        KEYS[2] vehicles hash: vehicle id -> device id
        KEYS[3] geo      geo set of its kind
        ARGV[1] JSON { device_id, kind, status, position?, venue_id?, reissue, key?: of the reissue,
                       vehicle_id: for a new device }
  Out:  JSON { code_version, created } | { refused: "kind_fixed" }

  Guarantees: the code's version only grows, once for each key; a kind never changes; where a device has reported to be
  counts for more than where it was registered. Six calls at most.
]]
local device_key, vehicles_key, geo_key = KEYS[1], KEYS[2], KEYS[3]
local input = cjson.decode(ARGV[1])

local kind, code_version, reissue_key, state_at =
  unpack(redis.call('HMGET', device_key, 'kind', 'code_version', 'reissue_key', 'state_at'))
if kind and kind ~= input.kind then
  return '{"refused":"kind_fixed"}'
end
local version = tonumber(code_version) or 1
if code_version and input.reissue and not (input.key and input.key == reissue_key) then
  version = version + 1
end
redis.call(
  'HSET', device_key,
  'kind', input.kind,
  'status', input.status,
  'venue_id', input.venue_id or '',
  'code_version', version,
  'reissue_key', input.reissue and input.key or reissue_key or ''
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
