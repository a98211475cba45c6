--[[
  Says what renting a device would cost now, and what is missing. Changes nothing.

  In:   KEYS    device, prices, account
        ARGV[1] JSON { asked: what the code was signed for, now (ms) }
  Out:  JSON { tariff?, hold?, available, lacks?: [reason, …] } | { refused: reason }

  Guarantees: it asks what bind.lua asks, of the same parts. Three calls.
]]
local device_key, prices_key, account_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local lease = require 'device.lease'
local money = require 'account.money'
local price = require 'product.price'

local device = lease.read(device_key)
local stale = lease.stale(device, input.asked)
if stale then
  return cjson.encode({ refused = stale })
end

local lacks = {}
local account = money.read(account_key)
local available = money.available(account, input.now)
local hold, currency, tariff = price.read(prices_key, device.kind, device.venue_id)
local taken = hold and lease.refusal(device, input.now) or (not hold and 'device_out_of_service')
if taken then
  table.insert(lacks, taken)
end
local short = hold and money.hold(account, 'quote', hold, currency, input.now, nil)
if short then
  table.insert(lacks, short)
end
return cjson.encode({
  hold = hold,
  tariff = tariff and cjson.decode(tariff) or nil,
  available = available,
  lacks = #lacks > 0 and lacks or nil, -- an empty table would be an object
})
