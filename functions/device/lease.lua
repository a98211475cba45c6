--[[
  A part: who has a device, and until when.

  lease.read(device_key)                            what decides whether it can be leased; kind is nil where it is not
                                                    registered. One call
  lease.stale(device, asked)                        why a code that was signed for this does not stand for it, or nil
  lease.refusal(device, now)                        why it cannot be leased now, or nil
  lease.take(device_key, rentable_key, device, device_id, rental, phone, until_at)
                                                    leases it to a rental; returns the fence. Three calls
  lease.begin(device_key, since, until_at)          the device has it from `since` on; what it has said before says
                                                    nothing of it. Two calls
  lease.free(device_key, rentable_key, facts_key, device_id, unanswered_at)
                                                    from now on it can be rented again. unanswered_at: when it was given
                                                    up because the device said nothing, or nil. Four calls at most
  lease.rename(device_key, vehicles_key, device, device_id, vehicle_id)
                                                    another vehicle id in the GBFS feed, as after a trip. Four calls

  Guarantees: a lease whose deadline has passed is free. The fence grows by one with every lease. A device that reports
  at all, and leaves two binds in a row unanswered, is offline until it is heard again.
]]
local record = require 'device.record'
local rentable = require 'device.rentable'
local lease = {}
local MOST_UNANSWERED = 2

function lease.read(device_key)
  local kept = record.read(device_key)
  return {
    kind = kept.kind,
    venue_id = kept.venue_id or '',
    is_serviceable = rentable.is_fit(kept),
    is_online = kept.online == '1',
    code_version = tonumber(kept.code_version),
    vehicle_id = kept.vehicle_id,
    rental = kept.lease_rental,
    until_at = tonumber(kept.lease_until or 0),
    fence = tonumber(kept.fence or 0),
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

local function forget(kept)
  kept.lease_rental, kept.lease_phone, kept.lease_until = nil, nil, nil
  kept.lease_since, kept.lease_claimed_at, kept.lease_missed_at = nil, nil, nil
end

function lease.take(device_key, rentable_key, device, device_id, rental, phone, until_at)
  local kept, fence = record.read(device_key), device.fence + 1
  kept.fence = string.format('%.0f', fence)
  forget(kept)
  kept.lease_rental, kept.lease_phone, kept.lease_until = rental, phone, string.format('%.0f', until_at)
  record.write(device_key, kept)
  rentable.drop(rentable_key, { rentable.member(device.kind, device_id) })
  return fence
end

function lease.begin(device_key, since, until_at)
  local kept = record.read(device_key)
  kept.lease_since, kept.lease_until = string.format('%.0f', since), string.format('%.0f', until_at)
  kept.unanswered = nil
  record.write(device_key, kept)
end

local function give_up(kept, at)
  local unanswered = tonumber(kept.unanswered or 0) + 1
  kept.unanswered = string.format('%.0f', unanswered)
  if unanswered >= MOST_UNANSWERED and kept.state_at then
    kept.online, kept.session_at = '0', string.format('%.0f', at)
  end
end

function lease.free(device_key, rentable_key, facts_key, device_id, unanswered_at)
  local kept = record.read(device_key)
  forget(kept)
  if unanswered_at then
    give_up(kept, unanswered_at)
  end
  record.write(device_key, kept)
  rentable.refresh(kept, rentable_key, facts_key, device_id)
end

function lease.rename(device_key, vehicles_key, device, device_id, vehicle_id)
  redis.call('HDEL', vehicles_key, device.vehicle_id or '')
  redis.call('HSET', vehicles_key, vehicle_id, device_id)
  local kept = record.read(device_key)
  kept.vehicle_id = vehicle_id
  record.write(device_key, kept)
end

return lease
