--[[
  A device has obeyed a request that its renter had cancelled meanwhile: that costs the unlock fee.

  In:   KEYS    rental, account, ledger, outbox
        ARGV[1] JSON { daily_cap?, day (ms), now (ms), publish_by (ms) }
  Out:  JSON { turn?: as it lies in the outbox, if this call has charged it }

  Guarantees: charged once, from what was set aside for it when the request was cancelled, and no more than the day's
  cap leaves; not when the device's time to answer is over. The event is delivered at least once. Six calls at most.
]]
local rental_key, account_key, ledger_key, outbox_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local money = require 'account.money'
local outbox = require 'lib.outbox'

local rental = cjson.decode(redis.call('GET', rental_key))
local account = money.read(account_key)
local due = money.held(account, rental.rental_id, input.now)
if rental.state ~= 'cancelled' or due == 0 then
  return '{}'
end
if input.daily_cap then
  due = math.min(due, money.left(account, rental.kind, input.day, input.daily_cap))
  money.spend(account, rental.kind, input.day, due)
end
money.charge(account, ledger_key, due, { at = input.now, type = 'rental', rental_id = rental.rental_id })
money.release(account, rental.rental_id)
money.write(account_key, account)
rental.amount = due
redis.call('SET', rental_key, cjson.encode(rental))
local turn = outbox.add(outbox_key, {
  id = rental.rental_id .. '-unlocked',
  type = 'rental_unlocked',
  at = input.now,
  rental = rental,
}, input.publish_by)
return cjson.encode({ turn = turn })
