--[[
  A part: the devices that can be rented now, as members `product/device` of one geo set, each with what a list of them
  shows (its facts).

  rentable.is_fit(kept)                           whether a device may be rented as far as its condition goes
  rentable.is_free(kept)                          whether it can be rented now
  rentable.put(rentable_key, facts_key, devices)  puts them ({ device_id, kept }) in, or changes their place and facts.
                                                  Two calls
  rentable.drop(rentable_key, members)            takes them out. One call
  rentable.refresh(kept, rentable_key, facts_key, device_id)
                                                  puts a device in or takes it out. Two calls at most
  rentable.member(product, device_id)             its member

  A device is in the set exactly while it is registered, available, without a fault, online, without a lease, and at a
  known place. Whoever changes one of these calls this in the same script. Facts of devices that were taken out stay.
]]
local rentable = {}

function rentable.is_fit(kept)
  local reported = kept.reported_status
  return kept.status == 'available' and reported ~= 'fault' and reported ~= 'out_of_service'
end

function rentable.is_free(kept)
  return rentable.is_fit(kept) and kept.online == '1' and kept.position ~= nil and not kept.lease_rental
end

function rentable.member(product, device_id)
  return product .. '/' .. device_id
end

function rentable.put(rentable_key, facts_key, devices)
  local places, facts = {}, {}
  for _, device in ipairs(devices) do
    local kept = device.kept
    local member = rentable.member(kept.kind, device.device_id)
    local position = cjson.decode(kept.position)
    table.insert(places, position[1])
    table.insert(places, position[2])
    table.insert(places, member)
    table.insert(facts, member)
    table.insert(facts, cjson.encode({
      vehicle_id = kept.vehicle_id,
      venue_id = kept.venue_id ~= '' and kept.venue_id or nil,
      battery = tonumber(kept['property:battery']),
      at = tonumber(kept.state_at or kept.session_at),
    }))
  end
  if #places > 0 then
    redis.call('GEOADD', rentable_key, unpack(places))
    redis.call('HSET', facts_key, unpack(facts))
  end
end

function rentable.drop(rentable_key, members)
  if #members > 0 then
    redis.call('ZREM', rentable_key, unpack(members))
  end
end

function rentable.refresh(kept, rentable_key, facts_key, device_id)
  if rentable.is_free(kept) then
    rentable.put(rentable_key, facts_key, { { device_id = device_id, kept = kept } })
  elseif kept.kind then
    rentable.drop(rentable_key, { rentable.member(kept.kind, device_id) })
  end
end

return rentable
