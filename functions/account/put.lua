--[[
  Registers an account, or changes its limits.

  In:   KEYS    account
        ARGV[1] JSON { currency, blocked?, max_rentals? }
  Out:  JSON {} | { refused: reason }

  Guarantees: money is not touched, and its currency never changes. What is left out stays as it was. Two calls.
]]
local account_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])

local currency, blocked, max_rentals, balance =
  unpack(redis.call('HMGET', account_key, 'currency', 'blocked', 'max_rentals', 'balance'))
if currency and currency ~= input.currency then
  return '{"refused":"currency_fixed"}'
end
if input.blocked ~= nil then
  blocked = input.blocked and '1' or '0'
end
redis.call(
  'HSET', account_key,
  'currency', input.currency,
  'blocked', blocked or '0',
  'max_rentals', input.max_rentals or max_rentals or '1',
  'balance', balance or '0'
)
return '{}'
