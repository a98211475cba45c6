--[[
  Tops an account up, once for each idempotency key.

  In:   KEYS    credited, account, ledger
        ARGV[1] JSON { amount (minor units), now, remembered (ms), fingerprint: of the request }
  Out:  JSON { balance } | { refused: reason }

  Guarantees: the balance and its ledger line change together. A repeated request gets the first answer and changes
  nothing. Six calls at most.
]]
local credited_key, account_key, ledger_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local money = require 'account.money'
local once = require 'lib.once'

local first, reused = once.find(credited_key, input.fingerprint)
if first then
  return cjson.encode({ balance = cjson.decode(first).balance })
end
if reused then
  return cjson.encode({ refused = reused })
end

local account = money.read(account_key)
if not account.currency then
  return '{"refused":"account_unknown"}'
end
money.credit(account, ledger_key, input.amount, { at = input.now, type = 'credit' })
money.write(account_key, account)
once.keep(credited_key, { fingerprint = input.fingerprint, balance = account.balance }, input.remembered)
return cjson.encode({ balance = account.balance })
