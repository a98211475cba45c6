--[[
  Ends a rental: a requested one is cancelled and costs nothing, an active one is settled.

  In:   KEYS    rental, used, device, vehicles, rentable, facts, account, ledger, deadlines, ended, outbox
        ARGV[1] JSON { state: that the caller saw, now, ended_at (ms), price, refund, daily_cap?, day (ms), reason,
                       unlock?: what it costs if the device obeys although its renter has cancelled the request,
                       unanswered: whether the device said nothing, vehicle_id: the device's next, publish_by (ms),
                       unit?: of the meter, quantity: that the price is for, kept (ms): how long late reports are
                       counted }
  Out:  JSON { rental, turn?: as it lies in the outbox, if this call ended it } | { quantity: what the meter has
        counted, if that is another one }

  Guarantees: happens once, and only to the state that the price is for. It costs its price, but no more than was set
  aside and than the day's cap leaves; no more is given back than was paid. The device is freed unless another has it
  by now, and can be started for another; a start of this one is still looked for. What a cancelled request may cost
  stays set aside until the device's time to answer is over. Its event is delivered at least once.
  Seventeen calls at most, two more where a meter counts.
]]
local rental_key, used_key, device_key, vehicles_key, rentable_key, facts_key, account_key, ledger_key, deadlines_key,
  ended_key, outbox_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local lease = require 'device.lease'
local money = require 'account.money'
local outbox = require 'lib.outbox'
local pending = require 'device.pending'

local rental = cjson.decode(redis.call('GET', rental_key))
local is_open = rental.state == 'requested' or rental.state == 'active'
if not is_open or rental.state ~= input.state then
  return cjson.encode({ rental = rental })
end

local was_active = rental.state == 'active'
local used = input.unit and cjson.decode(redis.call('GET', used_key))
if used and used.quantity ~= input.quantity then
  return cjson.encode({ quantity = used.quantity })
end
local account = money.read(account_key)
local paid = rental.amount or 0
rental.amount = 0
if was_active then
  local due = math.min(input.price, (account.open[rental.rental_id] or { hold = 0 }).hold)
  if input.daily_cap then
    due = math.min(due, money.left(account, rental.kind, input.day, input.daily_cap))
    money.spend(account, rental.kind, input.day, due)
  end
  local refund = math.min(input.refund, paid)
  local function line()
    return { at = input.now, type = 'rental', rental_id = rental.rental_id }
  end
  money.charge(account, ledger_key, due, line())
  money.refund(account, ledger_key, refund, line())
  rental.amount = paid + due - refund
end
if not was_active and rental.start then
  pending.close(device_key, 'rental-' .. rental.rental_id, input.now)
end
money.release(account, rental.rental_id)
if not was_active and input.unlock then
  money.cancel(account, input.now)
  if input.unlock > 0 and input.now < rental.expires_at then
    money.keep(account, rental.rental_id, input.unlock, rental.expires_at, true)
  end
end
money.write(account_key, account)

rental.state = was_active and 'settled' or 'cancelled'
rental.ended_at = input.ended_at
rental.reason = input.reason

local added
if used and was_active then
  used.settled = used.quantity
  redis.call('SET', used_key, cjson.encode(used), 'PX', input.kept)
  rental.used = { meter = used.meter, unit = input.unit, quantity = used.quantity }
  added = { id = rental.rental_id, quantity = used.quantity, amount = rental.amount }
elseif used then
  redis.call('DEL', used_key) -- a request that came to nothing has nothing to use
end

local device = lease.read(device_key)
if device.rental == rental.rental_id then
  if was_active then
    lease.rename(device_key, vehicles_key, device, rental.device_id, input.vehicle_id)
  end
  local unanswered_at = not was_active and input.unanswered and input.now or nil
  lease.free(device_key, rentable_key, facts_key, rental.device_id, unanswered_at)
end
redis.call('ZREM', deadlines_key, rental.rental_id)
redis.call('ZADD', ended_key, string.format('%.0f', rental.ended_at), rental.rental_id)
redis.call('SET', rental_key, cjson.encode(rental))
local turn = outbox.add(outbox_key, {
  id = rental.rental_id .. '-over',
  type = was_active and 'rental_ended' or 'rental_cancelled',
  at = input.now,
  rental = rental,
  added = added,
}, input.publish_by)
return cjson.encode({ rental = rental, turn = turn })
