--[[
  A part: the devices that can be rented now, as members `product/device` of one geo set, each with what a list of them
  shows (its facts).

  rentable.is_fit(status, reported)               whether a device may be rented as far as its condition goes
  rentable.put(rentable_key, facts_key, devices)  puts them in, or changes their place and facts. Two calls
  rentable.drop(rentable_key, members)            takes them out. One call
  rentable.refresh(device_key, rentable_key, facts_key, device_id)
                                                  puts a device in or takes it out, by all that is known of it.
                                                  Three calls at most
  rentable.member(product, device_id)             its member

  A device is in the set exactly while it is registered, available, without a fault, online, without a lease, and at a
  known place. Whoever changes one of these calls this in the same script. Facts of devices that were taken out stay.
]]
local rentable = {}

function rentable.is_fit(status, reported)
  return status == 'available' and reported ~= 'fault' and reported ~= 'out_of_service'
end

function rentable.member(product, device_id)
  return product .. '/' .. device_id
end

function rentable.put(rentable_key, facts_key, devices)
  local places, facts = {}, {}
  for _, device in ipairs(devices) do
    local member = rentable.member(device.product, device.device_id)
    table.insert(places, device.position[1])
    table.insert(places, device.position[2])
    table.insert(places, member)
    table.insert(facts, member)
    table.insert(facts, cjson.encode({
      vehicle_id = device.vehicle_id,
      venue_id = device.venue_id ~= '' and device.venue_id or nil,
      battery = device.battery,
      at = device.at,
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

function rentable.refresh(device_key, rentable_key, facts_key, device_id)
  local product, status, reported, online, lease, position, vehicle_id, venue_id, battery, state_at, session_at =
    unpack(redis.call(
      'HMGET', device_key,
      'kind', 'status', 'reported_status', 'online', 'lease_rental', 'position', 'vehicle_id', 'venue_id',
      'property:battery', 'state_at', 'session_at'
    ))
  if not product then
    return
  end
  if rentable.is_fit(status, reported) and online == '1' and not lease and position then
    rentable.put(rentable_key, facts_key, {
      {
        product = product,
        device_id = device_id,
        position = cjson.decode(position),
        vehicle_id = vehicle_id,
        venue_id = venue_id,
        battery = tonumber(battery or nil),
        at = tonumber(state_at or session_at),
      },
    })
  else
    rentable.drop(rentable_key, { rentable.member(product, device_id) })
  end
end

return rentable
