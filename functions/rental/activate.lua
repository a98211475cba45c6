--[[
  The device has obeyed: a requested rental becomes active.

  In:   KEYS    rental, device, account, ledger, deadlines, outbox
        ARGV[1] JSON { now, ends_at (ms), upfront, remaining_hold (minor units), publish_by (ms) }
  Out:  JSON { rental, turn?: as it lies in the outbox, if this call made it active } | { late: true } when the deadline
        for the answer has passed, by this clock or by that of whoever has taken the device or the money since

  Guarantees: happens once, whatever is delivered twice. What is due upfront is paid in the same step; what stays set
  aside stays until the rental is closed, or lapses with its time where that is nothing. Its event is delivered at
  least once. Nine calls at most.
]]
local rental_key, device_key, account_key, ledger_key, deadlines_key, outbox_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local lease = require 'device.lease'
local money = require 'account.money'
local outbox = require 'lib.outbox'

local rental = cjson.decode(redis.call('GET', rental_key))
if rental.state ~= 'requested' then
  return cjson.encode({ rental = rental })
end
local account = money.read(account_key)
local is_holder = lease.read(device_key).rental == rental.rental_id
if input.now >= rental.expires_at or not is_holder or not account.open[rental.rental_id] then
  return '{"late":true}'
end

rental.state = 'active'
rental.active_at = input.now
rental.ends_at = input.ends_at
if input.upfront > 0 then
  rental.amount = input.upfront
  local line = { at = input.now, type = 'rental', rental_id = rental.rental_id }
  money.charge(account, ledger_key, input.upfront, line)
end
local lapses_at = input.remaining_hold == 0 and input.ends_at or nil
money.keep(account, rental.rental_id, input.remaining_hold, lapses_at)
money.write(account_key, account)

lease.extend(device_key, input.ends_at)
redis.call('ZADD', deadlines_key, string.format('%.0f', input.ends_at), rental.rental_id)
redis.call('SET', rental_key, cjson.encode(rental))
local turn = cjson.encode({
  id = rental.rental_id .. '-active',
  type = 'rental_active',
  at = input.now,
  rental = rental,
})
outbox.add(outbox_key, turn, input.publish_by)
return cjson.encode({ rental = rental, turn = turn })
