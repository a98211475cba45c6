--[[
  The device was seen to start although its rental had come to nothing.

  In:   KEYS    rental, device, outbox
        ARGV[1] JSON { at (ms), publish_by (ms) }
  Out:  JSON { turn?: as it lies in the outbox, if this call noticed it }

  Guarantees: noticed once; its event is delivered at least once. The start is to be taken back unless somebody else has
  rented the device since. Four calls at most.
]]
local rental_key, device_key, outbox_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local lease = require 'device.lease'
local outbox = require 'lib.outbox'

local rental = cjson.decode(redis.call('GET', rental_key))
if rental.state ~= 'cancelled' or rental.late_start_at then
  return '{}'
end
rental.late_start_at = input.at
redis.call('SET', rental_key, cjson.encode(rental))
local turn = outbox.add(outbox_key, {
  id = rental.rental_id .. '-late',
  type = 'rental_late_start',
  at = input.at,
  rental = rental,
  take_back = lease.read(device_key).fence == rental.fence,
}, input.publish_by)
return cjson.encode({ turn = turn })
