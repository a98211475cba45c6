--[[
  Decides who gets a device, and gives it: one step, so that no interleaving lets two win.

  In:   KEYS[1] rental    string, to be written
        KEYS[2] device    hash
        KEYS[3] account   hash
        KEYS[4] rentals   zset: the account's rentals by time
        KEYS[5] deadlines zset: rentals by their next deadline
        ARGV[1] the rental as JSON, as far as it is known before: without kind, fence and tariff. Its id is made from the
                idempotency key, so that a retry finds what it has done; asked holds the request's fingerprint and
                code_version or vehicle_id, what the code was signed for
        TARIFFS, HOLDS: by kind, a tariff (JSON) and what it sets aside, from the text before this one
  Out:  JSON { kind, fence } | { repeated: rental } | { refused: reason }

  Guarantees: a refusal changes nothing. A lease whose deadline has passed is free. What open rentals have set aside is
  not available to another. The fence grows by one. The same request under the same key is done once.
  Eight calls at most.
]]
local rental_key, device_key, account_key, rentals_key, deadlines_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]

local draft = ARGV[1]
local rental = cjson.decode(draft)
local asked = rental.asked
local now = tonumber(rental.requested_at)
local expires_at = tonumber(rental.expires_at)

local function refuse(reason)
  return cjson.encode({ refused = reason })
end

local first = redis.call('GET', rental_key)
if first then
  if cjson.decode(first).asked.fingerprint ~= asked.fingerprint then
    return refuse('idempotency_key_reused')
  end
  return '{"repeated":' .. first .. '}'
end

local device = redis.call(
  'HMGET', device_key,
  'kind', 'status', 'reported_status', 'online', 'code_version', 'vehicle_id', 'lease_rental', 'lease_until', 'fence'
)
local kind, status, reported, online, code_version, vehicle_id, lease_rental, lease_until, fence = unpack(device)
local hold = kind and HOLDS[kind]

if not kind then
  return refuse('device_unknown')
end
if asked.vehicle_id and asked.vehicle_id ~= vehicle_id then
  return refuse('code_expired')
end
if asked.code_version and tostring(asked.code_version) ~= code_version then
  return refuse('code_expired')
end
if not hold or status ~= 'available' or reported == 'fault' or reported == 'out_of_service' then
  return refuse('device_out_of_service')
end
if lease_rental and tonumber(lease_until) > now then
  return refuse('device_in_use')
end
if online ~= '1' then
  return refuse('device_offline')
end

local account = redis.call('HMGET', account_key, 'currency', 'blocked', 'max_rentals', 'balance', 'open')
local currency, blocked, max_rentals, balance, open_text = unpack(account)
if not currency then
  return refuse('account_unknown')
end
if blocked == '1' then
  return refuse('account_blocked')
end
local open = {}
local count, held = 0, 0
for rental_id, entry in pairs(open_text and cjson.decode(open_text) or {}) do
  local lapses_at = tonumber(entry.lapses_at)
  if not lapses_at or lapses_at > now then
    open[rental_id] = entry
    count = count + 1
    held = held + tonumber(entry.hold)
  end
end
if count >= tonumber(max_rentals) then
  return refuse('too_many_rentals')
end
if tonumber(balance) - held < hold then
  return refuse('insufficient_balance')
end

fence = (tonumber(fence) or 0) + 1
-- put together as text: no encoding, and the tariff need not be decoded
local text = string.format('%s,"kind":"%s","fence":%.0f,"tariff":%s}', draft:sub(1, -2), kind, fence, TARIFFS[kind])
open[rental.rental_id] = { hold = hold, lapses_at = expires_at }

local until_text = string.format('%.0f', expires_at)
redis.call(
  'HSET', device_key,
  'fence', fence,
  'lease_rental', rental.rental_id,
  'lease_phone', rental.phone_id,
  'lease_until', until_text
)
redis.call('HSET', account_key, 'open', cjson.encode(open))
redis.call('SET', rental_key, text)
redis.call('ZADD', rentals_key, string.format('%.0f', now), rental.rental_id)
redis.call('ZADD', deadlines_key, until_text, rental.rental_id)
return cjson.encode({ kind = kind, fence = fence })
