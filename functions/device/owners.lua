--[[
  Adds an owner or guest to a device, or takes one away.

  In:   KEYS    device, owners, account_devices
        ARGV[1] JSON { device_id, account_id, role?: left out to remove it, by?: the account that asks, left out
                for an operator, most: how many devices one account may have }
  Out:  JSON {} | { refused: reason }

  Guarantees: only an operator or an owner changes who owns. The device's owners and the account's devices change
  together. Six calls at most.
]]
local device_key, owners_key, account_devices_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local record = require 'device.record'

if not record.read(device_key).kind then
  return '{"refused":"device_unknown"}'
end
if input.by and redis.call('HGET', owners_key, input.by) ~= 'owner' then
  return '{"refused":"not_owner"}'
end
if not input.role then
  redis.call('HDEL', owners_key, input.account_id)
  redis.call('HDEL', account_devices_key, input.device_id)
elseif redis.call('HLEN', account_devices_key) >= input.most
  and redis.call('HEXISTS', account_devices_key, input.device_id) == 0 then
  return '{"refused":"too_many_devices"}'
else
  redis.call('HSET', owners_key, input.account_id, input.role)
  redis.call('HSET', account_devices_key, input.device_id, input.role)
end
return '{}'
