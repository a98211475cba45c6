--[[
  Ends a rental: a requested one is cancelled and costs nothing, an active one is settled. charge.lua comes before it.

  In:   KEYS[1] rental    string
        KEYS[2] device    hash
        KEYS[3] account   hash
        KEYS[4] ledger    list
        KEYS[5] deadlines zset
        KEYS[6] vehicles  hash: vehicle id -> device id
        ARGV[1] JSON { state: that the caller saw, now, ended_at, tell_by (ms), price, refund, day, reason,
                       vehicle_id: the device's next }
  Out:  JSON { rental, changed }

  Guarantees: happens once, and only to the state that the price is for. A metered rental costs its price, but no more than was set aside and than the day's cap of
  its kind leaves. The device is freed unless another has it by now. The rental stays among the deadlines until device
  and phone have been told. Nine calls at most.
]]
local rental_key, device_key, account_key = KEYS[1], KEYS[2], KEYS[3]
local ledger_key, deadlines_key, vehicles_key = KEYS[4], KEYS[5], KEYS[6]
local KEPT_DAYS = 7 * 24 * 3600 * 1000 -- no rental lasts longer
local input = cjson.decode(ARGV[1])
local now = tonumber(input.now)
local price = tonumber(input.price)

local rental = cjson.decode(redis.call('GET', rental_key))
local is_open = rental.state == 'requested' or rental.state == 'active'
if not is_open or rental.state ~= input.state then
  return cjson.encode({ rental = rental, changed = false })
end

local was_active = rental.state == 'active'
local account = read_account(account_key)
local tariff = rental.tariff
if was_active and tariff.form == 'metered' then
  local days = account.spent[rental.kind] or {} -- day -> spent
  local day = string.format('%.0f', input.day)
  local left = math.max(0, tonumber(tariff.daily_cap) - (days[day] or 0))
  rental.amount = math.min(price, tonumber(tariff.hold), left)
  days[day] = (days[day] or 0) + rental.amount
  for known in pairs(days) do
    if tonumber(known) < input.day - KEPT_DAYS then
      days[known] = nil
    end
  end
  account.spent[rental.kind] = days
  charge(account, ledger_key, rental.amount, now, rental.rental_id)
end
if was_active and tariff.form == 'prepaid' then
  local refund = math.min(tonumber(input.refund), tonumber(rental.amount))
  rental.amount = rental.amount - refund
  charge(account, ledger_key, -refund, now, rental.rental_id)
end
account.open[rental.rental_id] = nil
write_account(account_key, account)

rental.state = was_active and 'settled' or 'cancelled'
rental.ended_at = tonumber(input.ended_at)
rental.reason = input.reason
rental.amount = rental.amount or 0

local lease_rental, vehicle_id = unpack(redis.call('HMGET', device_key, 'lease_rental', 'vehicle_id'))
local is_holder = lease_rental == rental.rental_id
if is_holder then
  redis.call('HDEL', device_key, 'lease_rental', 'lease_phone', 'lease_until')
end
if was_active and is_holder then
  redis.call('HDEL', vehicles_key, vehicle_id or '')
  redis.call('HSET', vehicles_key, input.vehicle_id, rental.device_id)
  redis.call('HSET', device_key, 'vehicle_id', input.vehicle_id)
end
redis.call('ZADD', deadlines_key, string.format('%.0f', tonumber(input.tell_by)), rental.rental_id)
redis.call('SET', rental_key, cjson.encode(rental))
return cjson.encode({ rental = rental, changed = true })
