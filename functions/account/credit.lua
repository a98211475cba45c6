--[[
  Tops an account up, once for each idempotency key.

  In:   KEYS[1] once    string: what this idempotency key has answered
        KEYS[2] account hash
        KEYS[3] ledger  list
        ARGV[1] JSON { amount (minor units), now (ms), keep (s), fingerprint of the request }
  Out:  JSON { balance } | { refused: reason }

  Guarantees: the balance and its ledger line change together. A repeated request answers as the first time and changes
  nothing. Five calls at most.
]]
local once_key, account_key, ledger_key = KEYS[1], KEYS[2], KEYS[3]
local input = cjson.decode(ARGV[1])
local amount = tonumber(input.amount)
local now = tonumber(input.now)
local keep = tonumber(input.keep)

local answered = redis.call('GET', once_key)
if answered then
  local first = cjson.decode(answered)
  if first.fingerprint ~= input.fingerprint then
    return '{"refused":"idempotency_key_reused"}'
  end
  return cjson.encode({ balance = first.balance })
end

local balance = redis.call('HGET', account_key, 'balance')
if not balance then
  return '{"refused":"account_unknown"}'
end
balance = tonumber(balance) + amount
redis.call('HSET', account_key, 'balance', string.format('%.0f', balance))
redis.call('RPUSH', ledger_key, cjson.encode({ at = now, type = 'credit', amount = amount, balance = balance }))
redis.call('SET', once_key, cjson.encode({ fingerprint = input.fingerprint, balance = balance }), 'EX', keep)
return cjson.encode({ balance = balance })
