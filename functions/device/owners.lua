--[[
  Adds an owner or guest to a device, or takes one away.

  In:   KEYS    device, owners, account_devices
        ARGV[1] JSON { device_id, account_id, role?: left out to remove it, by?: the account that asks, left out
                for an operator, most: how many devices one account may have in each role }
  Out:  JSON {} | { refused: reason }

  Guarantees: only an operator or an owner changes who owns, but for a guest, who may leave. Only an operator leaves a
  device without any owner. The device's owners and the account's devices change together. Six calls at most.
]]
local device_key, owners_key, account_devices_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local hash = require 'lib.hash'
local record = require 'device.record'

local function refuse(reason)
  return cjson.encode({ refused = reason })
end

local function count(roles, role)
  local found = 0
  for _, other in pairs(roles) do
    found = found + (other == role and 1 or 0)
  end
  return found
end

if not record.read(device_key).kind then
  return refuse('device_unknown')
end
local owners = hash.read(owners_key)
local role = owners[input.account_id]
local leaves = not input.role and input.by == input.account_id and role
if input.by and owners[input.by] ~= 'owner' and not leaves then
  return refuse('not_owner')
end
if input.by and role == 'owner' and input.role ~= 'owner' and count(owners, 'owner') == 1 then
  return refuse('last_owner')
end
if not input.role then
  redis.call('HDEL', owners_key, input.account_id)
  redis.call('HDEL', account_devices_key, input.device_id)
  return '{}'
end
if role ~= input.role and count(hash.read(account_devices_key), input.role) >= input.most then
  return refuse('too_many_devices')
end
redis.call('HSET', owners_key, input.account_id, input.role)
redis.call('HSET', account_devices_key, input.device_id, input.role)
return '{}'
