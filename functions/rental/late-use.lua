--[[
  A rental that is settled turns out to have used more.

  In:   KEYS    rental, used, account, ledger, outbox
        ARGV[1] JSON { quantity: that the price is for, price: of all of it (minor units), now, publish_by (ms) }
  Out:  JSON { rental, turn?: as it lies in the outbox, if there was more } | { quantity: what the meter has counted, if
        that is another one }

  Guarantees: each unit is paid once, whatever is delivered twice. What the balance does not cover becomes outstanding.
  The event is delivered at least once. Eight calls at most.
]]
local rental_key, used_key, account_key, ledger_key, outbox_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local money = require 'account.money'
local outbox = require 'lib.outbox'

local rental = cjson.decode(redis.call('GET', rental_key))
local used_text = redis.call('GET', used_key)
local used = used_text and cjson.decode(used_text)
if not used or not used.settled or used.settled == used.quantity then
  return cjson.encode({ rental = rental })
end
if used.quantity ~= input.quantity then
  return cjson.encode({ quantity = used.quantity })
end

local added = {
  id = string.format('%s-%.0f', rental.rental_id, used.quantity),
  quantity = used.quantity - used.settled,
  amount = math.max(0, input.price - rental.amount),
}
if added.amount > 0 then
  local account = money.read(account_key)
  local line = { at = input.now, type = 'usage_late', rental_id = rental.rental_id }
  money.collect(account, ledger_key, added.amount, line, input.now)
  money.write(account_key, account)
end
used.settled = used.quantity
rental.used.quantity = used.quantity
rental.amount = rental.amount + added.amount
redis.call('SET', used_key, cjson.encode(used), 'KEEPTTL')
redis.call('SET', rental_key, cjson.encode(rental))
local turn = outbox.add(outbox_key, {
  id = added.id,
  type = 'rental_usage_late',
  at = input.now,
  rental = rental,
  added = added,
}, input.publish_by)
return cjson.encode({ rental = rental, turn = turn })
