--[[
  Keeps what devices have counted for no rental that could pay it.

  In:   KEYS    unattributed_devices, then the `unattributed` of each entry of `devices`
        ARGV[1] JSON { devices: [{ device_id, found: [{ rental_id, meter, quantity, reason, received_at (ms) }, …] },
                       …], lives (ms): how long it is kept, most: how many of a device are kept }
  Out:  JSON { dropped: how many there was no room for }

  Guarantees: of each rental and meter the highest quantity is kept, so that repetition does not matter. Four calls for
  each device and one for all of them; more than a thousand entries take several each.
]]
local unattributed_devices_key = unpack(KEYS, 1, 1)
local input = cjson.decode(ARGV[1])
local hash = require 'lib.hash'

local dropped, scores = 0, {}
for i, device in ipairs(input.devices) do
  local unattributed_key = KEYS[i + 1]
  local names, written = {}, {}
  for j, one in ipairs(device.found) do
    names[j] = one.rental_id .. ' ' .. one.meter
  end
  local room = input.most - redis.call('HLEN', unattributed_key)
  for j, known in ipairs(hash.get_all(unattributed_key, names)) do
    local one = device.found[j]
    local is_higher = not known or cjson.decode(known).quantity < one.quantity
    if not known and room <= 0 then
      dropped = dropped + 1
    elseif is_higher then
      room = room - (known and 0 or 1)
      table.insert(written, names[j])
      table.insert(written, cjson.encode(one))
    end
  end
  if #written > 0 then
    hash.set_all(unattributed_key, written)
    redis.call('PEXPIRE', unattributed_key, input.lives)
  end
  table.insert(scores, 0) -- in the order of their ids
  table.insert(scores, device.device_id)
end
redis.call('ZADD', unattributed_devices_key, unpack(scores))
return cjson.encode({ dropped = dropped })
