--[[
  A part: the money of an account. Every charge goes through here, whichever domain makes it.

  money.read(account_key)                          the account, currency nil where it is not registered. One call
  money.available(account, now)                    what is not set aside
  money.hold(account, id, amount, currency, now, lapses_at)
                                                   sets an amount aside; returns the reason if it cannot
  money.keep(account, id, amount, lapses_at, is_over)
                                                   changes what is set aside for it; what is over counts as no rental
  money.held(account, id, now)                     what is set aside for it
  money.cancel(account, now)                       counts a request that its renter has cancelled
  money.release(account, id)                       sets nothing aside for it any more
  money.left(account, kind, day, cap)              what the day's cap leaves
  money.spend(account, kind, day, amount)          counts towards the day's cap
  money.charge(account, ledger_key, amount, line)  takes an amount off. No call for 0, else one
  money.refund(account, ledger_key, amount, line)  gives an amount back. No call for 0, else one
  money.collect(account, ledger_key, amount, line, now)
                                                   takes an amount off as far as there is that much that is not set
                                                   aside; the rest becomes outstanding. One call at most
  money.credit(account, ledger_key, amount, line)  tops up; what is outstanding is paid first. Two calls at most
  money.write(account_key, account)                keeps all of it. One call

  Guarantees: the balance changes only together with a line of the ledger, so that the lines always sum to it. What
  is set aside for one thing is not available to another; a hold past its lapses_at does not count. What is outstanding
  is owed beside the balance, which is never less than 0. Who has cancelled ten requests within ten minutes may rent
  again when these are over.
]]
local money = {}
local KEPT_DAYS = 7 * 24 * 3600 * 1000 -- no rental lasts longer
local MOST_CANCELS = 10
local CANCELS_WITHIN = 10 * 60 * 1000

function money.read(account_key)
  local currency, blocked, max_rentals, balance, open, spent, outstanding, cancels = unpack(redis.call(
    'HMGET', account_key, 'currency', 'blocked', 'max_rentals', 'balance', 'open', 'spent', 'outstanding', 'cancels'
  ))
  return {
    currency = currency or nil,
    is_blocked = blocked == '1',
    max_rentals = tonumber(max_rentals or 0),
    balance = tonumber(balance or 0),
    open = open and cjson.decode(open) or {},
    spent_text = spent,
    outstanding = tonumber(outstanding or 0),
    cancels = cancels and cjson.decode(cancels) or { since = 0, count = 0 },
  }
end

-- what is set aside at this time: its entries, their number, and their sum
local function open_at(account, now)
  local open, count, held = {}, 0, 0
  for id, entry in pairs(account.open) do
    if not entry.lapses_at or entry.lapses_at > now then
      open[id] = entry
      count = count + (entry.is_over and 0 or 1)
      held = held + entry.hold
    end
  end
  return open, count, held
end

function money.available(account, now)
  local _, _, held = open_at(account, now)
  return account.balance - held - account.outstanding
end

function money.hold(account, id, amount, currency, now, lapses_at)
  if not account.currency then
    return 'account_unknown'
  end
  if account.is_blocked then
    return 'account_blocked'
  end
  if account.currency ~= currency then
    return 'currency_differs'
  end
  local open, count, held = open_at(account, now)
  if count >= account.max_rentals then
    return 'too_many_rentals'
  end
  if account.cancels.count >= MOST_CANCELS and account.cancels.since + CANCELS_WITHIN > now then
    return 'too_many_cancels'
  end
  if account.balance - held - account.outstanding < amount then
    return 'insufficient_balance'
  end
  open[id] = { hold = amount, lapses_at = lapses_at }
  account.open = open
  return nil
end

function money.keep(account, id, amount, lapses_at, is_over)
  account.open[id] = { hold = amount, lapses_at = lapses_at, is_over = is_over }
end

function money.held(account, id, now)
  local entry = open_at(account, now)[id]
  return entry and entry.hold or 0
end

function money.cancel(account, now)
  local cancels = account.cancels
  if cancels.since + CANCELS_WITHIN <= now then
    cancels.since, cancels.count = now, 0
  end
  cancels.count = cancels.count + 1
end

function money.release(account, id)
  account.open[id] = nil
end

-- by kind and day; decoded only where it is asked for, and then written again
local function spent_of(account)
  if not account.spent then
    account.spent = account.spent_text and cjson.decode(account.spent_text) or {}
  end
  return account.spent
end

function money.left(account, kind, day, cap)
  local days = spent_of(account)[kind] or {}
  return math.max(0, cap - (days[string.format('%.0f', day)] or 0))
end

function money.spend(account, kind, day, amount)
  local days = spent_of(account)[kind] or {}
  local today = string.format('%.0f', day)
  days[today] = (days[today] or 0) + amount
  for known in pairs(days) do
    if tonumber(known) < day - KEPT_DAYS then
      days[known] = nil
    end
  end
  account.spent[kind] = days
end

local function change(account, ledger_key, amount, line)
  account.balance = account.balance + amount
  line.amount, line.balance = amount, account.balance
  redis.call('RPUSH', ledger_key, cjson.encode(line))
end

function money.charge(account, ledger_key, amount, line)
  if amount > 0 then
    change(account, ledger_key, -amount, line)
  end
end

function money.refund(account, ledger_key, amount, line)
  if amount > 0 then
    change(account, ledger_key, amount, line)
  end
end

function money.collect(account, ledger_key, amount, line, now)
  local open, _, held = open_at(account, now)
  account.open = open -- what has lapsed is given to this, and to nobody else
  local paid = math.max(0, math.min(amount, account.balance - held))
  account.outstanding = account.outstanding + amount - paid
  money.charge(account, ledger_key, paid, line)
end

function money.credit(account, ledger_key, amount, line)
  change(account, ledger_key, amount, line)
  local owed = math.min(account.outstanding, amount)
  account.outstanding = account.outstanding - owed
  money.charge(account, ledger_key, owed, { at = line.at, type = 'outstanding' })
end

function money.write(account_key, account)
  local balance, open = string.format('%.0f', account.balance), cjson.encode(account.open)
  local written = { 'balance', balance, 'open', open, 'outstanding', string.format('%.0f', account.outstanding) }
  if account.spent then
    table.insert(written, 'spent')
    table.insert(written, cjson.encode(account.spent))
  end
  if account.cancels.count > 0 then
    table.insert(written, 'cancels')
    table.insert(written, cjson.encode(account.cancels))
  end
  redis.call('HSET', account_key, unpack(written))
end

return money
