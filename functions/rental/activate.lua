--[[
  The device has obeyed: a requested rental becomes active. charge.lua comes before it.

  In:   KEYS[1] rental    string
        KEYS[2] device    hash
        KEYS[3] account   hash
        KEYS[4] ledger    list
        KEYS[5] deadlines zset
        ARGV[1] JSON { now, ends_at (ms) }
  Out:  JSON { rental, changed } | { late: true } when the deadline for the answer has passed, by this clock or by that
        of whoever has taken the device or the money since

  Guarantees: happens once, whatever is delivered twice. A prepaid package is paid in the same step; a metered rental's
  hold stays until it is closed. Eight calls at most.
]]
local rental_key, device_key, account_key, ledger_key, deadlines_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local input = cjson.decode(ARGV[1])
local now = tonumber(input.now)
local ends_at = tonumber(input.ends_at)

local rental = cjson.decode(redis.call('GET', rental_key))
if rental.state ~= 'requested' then
  return cjson.encode({ rental = rental, changed = false })
end
local account = read_account(account_key)
local is_holder = redis.call('HGET', device_key, 'lease_rental') == rental.rental_id
if now >= tonumber(rental.expires_at) or not is_holder or not account.open[rental.rental_id] then
  return '{"late":true}'
end

rental.state = 'active'
rental.active_at = now
rental.ends_at = ends_at

if rental.tariff.form == 'prepaid' then
  rental.amount = tonumber(rental.tariff.price)
  charge(account, ledger_key, rental.amount, now, rental.rental_id)
  account.open[rental.rental_id] = { hold = 0, lapses_at = ends_at }
else
  account.open[rental.rental_id] = { hold = rental.tariff.hold }
end
write_account(account_key, account)

local ends_text = string.format('%.0f', ends_at)
redis.call('HSET', device_key, 'lease_until', ends_text)
redis.call('ZADD', deadlines_key, ends_text, rental.rental_id)
redis.call('SET', rental_key, cjson.encode(rental))
return cjson.encode({ rental = rental, changed = true })
