--[[
  Decides whether a device can be rented, and leases it, in one step, so that no two can get it.

  In:   KEYS    rental, used (both to be written), device, rentable, account, prices, rentals (of the account),
                those of the device, deadlines
        ARGV[1] the rental as JSON, as far as it is known before: without kind, venue_id, fence and tariff. Its id is
                made from the idempotency key, so that a retry finds what it has done
  Out:  JSON { kind, venue_id?, fence, tariff, start? } | { repeated: rental } | { refused: reason }

  Guarantees: a refusal changes nothing. A lease whose deadline has passed is free. What open rentals have set aside is
  not available to another. The fence grows by one. The same request under the same key is done once. Where the product
  has an action that starts the device, its state reports are looked through for the effect.
  Eleven calls at most, two more for a start, one more where a meter counts.
]]
local rental_key, used_key, device_key, rentable_key, account_key, prices_key, rentals_key,
  device_rentals_key, deadlines_key = unpack(KEYS)
local draft = ARGV[1]
local input = cjson.decode(draft)
local lease = require 'device.lease'
local money = require 'account.money'
local once = require 'lib.once'
local pending = require 'device.pending'
local price = require 'product.price'
local SHOWN_WITHIN = 5000 -- ms that what shows in time may be under way

local function refuse(reason)
  return cjson.encode({ refused = reason })
end

local first, reused = once.find(rental_key, input.fingerprint)
if first then
  return '{"repeated":' .. first .. '}'
end
if reused then
  return refuse(reused)
end

local device = lease.read(device_key)
local stale = lease.stale(device, input.asked)
if stale then
  return refuse(stale)
end
local amount, currency, tariff, start_text = price.read(prices_key, device.kind, device.venue_id)
if not amount then
  return refuse('device_out_of_service')
end
local taken = lease.refusal(device, input.requested_at)
if taken then
  return refuse(taken)
end

local start = start_text and cjson.decode(start_text)
local until_at = input.expires_at
if start and start.property then
  start.until_at = input.expires_at + start.within
  start.decided_at = start.until_at + SHOWN_WITHIN
  until_at = start.decided_at
end

local account = money.read(account_key)
local short = money.hold(account, input.rental_id, amount, currency, input.requested_at, until_at)
if short then
  return refuse(short)
end
if start and start.property then
  local entry = {
    command_id = 'rental-' .. input.rental_id,
    rental_id = input.rental_id,
    action = start.action,
    sent_at = input.requested_at,
    until_at = start.until_at,
    property = start.property,
    is = start.is,
  }
  if pending.add(device_key, entry, input.requested_at) then
    return refuse('device_in_use') -- somebody else is starting it
  end
end

local fence = lease.take(
  device_key, rentable_key, device, input.device_id, input.rental_id, input.phone_id, until_at
)
money.write(account_key, account)
local meter = cjson.decode(tariff).meter
if meter then
  redis.call('SET', used_key, cjson.encode({ device_id = input.device_id, meter = meter, quantity = 0 }))
end
-- put together as text: no encoding
local members = string.format('"kind":"%s","fence":%.0f,"tariff":%s', device.kind, fence, tariff)
if device.venue_id ~= '' then
  members = members .. string.format(',"venue_id":"%s"', device.venue_id)
end
members = members .. (start and ',"start":' .. cjson.encode(start) or '') .. '}'
redis.call('SET', rental_key, draft:sub(1, -2) .. ',' .. members)
local requested_at = string.format('%.0f', input.requested_at)
redis.call('ZADD', rentals_key, requested_at, input.rental_id)
redis.call('ZADD', device_rentals_key, requested_at, input.rental_id)
redis.call('ZADD', deadlines_key, string.format('%.0f', until_at), input.rental_id)
return '{' .. members
