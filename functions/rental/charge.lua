--[[
  The account side of a rental, part of activate.lua and close.lua.

  read_account(key)                                   { balance, open, spent }
  charge(account, ledger_key, amount, now, rental_id) takes an amount off, with its line in the ledger; none for nothing
  write_account(key, account)

  Guarantees: the balance changes nowhere but beside its ledger line, so that the lines sum to it at every moment.
]]
local function read_account(key)
  local balance, open, spent = unpack(redis.call('HMGET', key, 'balance', 'open', 'spent'))
  return {
    balance = tonumber(balance) or 0,
    open = open and cjson.decode(open) or {},
    spent = spent and cjson.decode(spent) or {},
  }
end

local function charge(account, ledger_key, amount, now, rental_id)
  if amount == 0 then
    return
  end
  account.balance = account.balance - amount
  local line = { at = now, type = 'rental', amount = -amount, balance = account.balance, rental_id = rental_id }
  redis.call('RPUSH', ledger_key, cjson.encode(line))
end

local function write_account(key, account)
  redis.call(
    'HSET', key,
    'balance', string.format('%.0f', account.balance),
    'open', cjson.encode(account.open),
    'spent', cjson.encode(account.spent)
  )
end
