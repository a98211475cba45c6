--[[
  Registers an account, or changes its limits.

  In:   KEYS    account
        ARGV[1] JSON { currency, blocked, max_rentals }
  Out:  JSON {} | { refused: reason }

  Guarantees: money is not touched, and its currency never changes. Three calls at most.
]]
local account_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])

local currency = redis.call('HGET', account_key, 'currency')
if currency and currency ~= input.currency then
  return '{"refused":"currency_fixed"}'
end
redis.call(
  'HSET', account_key,
  'currency', input.currency,
  'blocked', input.blocked and '1' or '0',
  'max_rentals', input.max_rentals
)
redis.call('HSETNX', account_key, 'balance', '0')
return '{}'
