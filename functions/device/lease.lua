--[[
  A part: who has a device, and until when.

  lease.read(device_key)                            what decides whether it can be leased; kind is nil where it is not
                                                    registered. One call
  lease.stale(device, asked)                        why a code that was signed for this does not stand for it, or nil
  lease.refusal(device, now)                        why it cannot be leased now, or nil
  lease.take(device_key, rentable_key, device, device_id, rental, phone, until_at)
                                                    leases it to a rental; returns the fence. Two calls
  lease.extend(device_key, until_at)                One call
  lease.free(device_key, rentable_key, facts_key, device_id)
                                                    from now on it can be rented again. Four calls at most
  lease.rename(device_key, vehicles_key, device, device_id, vehicle_id)
                                                    another vehicle id in the GBFS feed, as after a trip. Three calls

  Guarantees: a lease whose deadline has passed is free. The fence grows by one with every lease.
]]
local rentable = require 'device.rentable'
local lease = {}

function lease.read(device_key)
  local kind, venue_id, status, reported, online, code_version, vehicle_id, rental, until_at, fence = unpack(redis.call(
    'HMGET', device_key,
    'kind', 'venue_id', 'status', 'reported_status', 'online', 'code_version', 'vehicle_id',
    'lease_rental', 'lease_until', 'fence'
  ))
  return {
    kind = kind or nil,
    venue_id = venue_id or '',
    is_serviceable = rentable.is_fit(status, reported),
    is_online = online == '1',
    code_version = tonumber(code_version or nil),
    vehicle_id = vehicle_id,
    rental = rental or nil,
    until_at = tonumber(until_at or 0),
    fence = tonumber(fence or 0),
  }
end

function lease.stale(device, asked)
  if not device.kind then
    return 'device_unknown'
  end
  if asked.vehicle_id and asked.vehicle_id ~= device.vehicle_id then
    return 'code_expired'
  end
  if asked.code_version and asked.code_version ~= device.code_version then
    return 'code_expired'
  end
  return nil
end

function lease.refusal(device, now)
  if not device.is_serviceable then
    return 'device_out_of_service'
  end
  if device.rental and device.until_at > now then
    return 'device_in_use'
  end
  if not device.is_online then
    return 'device_offline'
  end
  return nil
end

function lease.take(device_key, rentable_key, device, device_id, rental, phone, until_at)
  local fence = device.fence + 1
  redis.call(
    'HSET', device_key,
    'fence', fence,
    'lease_rental', rental,
    'lease_phone', phone,
    'lease_until', string.format('%.0f', until_at)
  )
  rentable.drop(rentable_key, { rentable.member(device.kind, device_id) })
  return fence
end

function lease.extend(device_key, until_at)
  redis.call('HSET', device_key, 'lease_until', string.format('%.0f', until_at))
end

function lease.free(device_key, rentable_key, facts_key, device_id)
  redis.call('HDEL', device_key, 'lease_rental', 'lease_phone', 'lease_until')
  rentable.refresh(device_key, rentable_key, facts_key, device_id)
end

function lease.rename(device_key, vehicles_key, device, device_id, vehicle_id)
  redis.call('HDEL', vehicles_key, device.vehicle_id or '')
  redis.call('HSET', vehicles_key, vehicle_id, device_id)
  redis.call('HSET', device_key, 'vehicle_id', vehicle_id)
end

return lease
