--[[
  The device has answered that it obeys, or has been seen to have started: a requested rental becomes active.

  In:   KEYS    rental, used, device, account, ledger, deadlines, outbox
        ARGV[1] JSON { shown: 'answer' | 'effect', at: when that was, now (ms), lasts (ms), looked_at_after (ms),
                       upfront, remaining_hold (minor units), publish_by (ms) }
  Out:  JSON { rental, turn?: as it lies in the outbox, if this call made it active } | { late: true } when its deadline
        has passed, by this clock or by that of whoever has taken the device or the money since

  Guarantees: happens once, whatever is delivered twice. Where the product says what shows that the device has started,
  its answer alone changes nothing but accepted_at. What is due upfront is paid in the same step; what stays set aside
  stays until the rental is closed, or lapses with its time where that is nothing. Its event is delivered at least once.
  Nine calls at most, two more where a meter counts.
]]
local rental_key, used_key, device_key, account_key, ledger_key, deadlines_key, outbox_key = unpack(KEYS)
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
local awaits_start = rental.start and rental.start.until_at
local is_late = input.now >= (awaits_start and rental.start.decided_at or rental.expires_at)
  or awaits_start and input.shown == 'effect' and input.at > rental.start.until_at
if is_late or not is_holder or not account.open[rental.rental_id] then
  return '{"late":true}'
end
if awaits_start and input.shown == 'answer' then
  if not rental.accepted_at and input.at <= rental.start.until_at then
    rental.accepted_at = input.at
    redis.call('SET', rental_key, cjson.encode(rental))
  end
  return cjson.encode({ rental = rental })
end

rental.state = 'active'
rental.active_at = input.at
rental.ends_at = input.at + input.lasts
if input.upfront > 0 then
  rental.amount = input.upfront
  local line = { at = input.now, type = 'rental', rental_id = rental.rental_id }
  money.charge(account, ledger_key, input.upfront, line)
end
local lapses_at = input.remaining_hold == 0 and rental.ends_at or nil
money.keep(account, rental.rental_id, input.remaining_hold, lapses_at)
money.write(account_key, account)

if rental.tariff.meter then
  local used = cjson.decode(redis.call('GET', used_key))
  used.active = true
  redis.call('SET', used_key, cjson.encode(used))
end

lease.begin(device_key, rental.active_at, rental.ends_at)
redis.call('ZADD', deadlines_key, string.format('%.0f', input.at + input.looked_at_after), rental.rental_id)
redis.call('SET', rental_key, cjson.encode(rental))
local turn = outbox.add(outbox_key, {
  id = rental.rental_id .. '-active',
  type = 'rental_active',
  at = input.at,
  rental = rental,
}, input.publish_by)
return cjson.encode({ rental = rental, turn = turn })
