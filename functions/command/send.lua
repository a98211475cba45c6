--[[
  Keeps a command that is to be sent, and makes the device's state reports look for its effect.

  In:   KEYS    command (to be written), device, of_device, deadlines
        ARGV[1] JSON { command: the record, entry: as device.pending takes it, most, now, lives (ms) }
  Out:  JSON { sent: true } | { repeated: command } | { refused: reason }

  Guarantees: a refusal changes nothing. Of one action a device has one open command. The same request under the same
  key is done once. Eight calls at most.
]]
local command_key, device_key, of_device_key, deadlines_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local once = require 'lib.once'
local pending = require 'device.pending'

local first, reused = once.find(command_key, input.command.fingerprint)
if first then
  return '{"repeated":' .. first .. '}'
end
if reused then
  return cjson.encode({ refused = reused })
end
local refused = pending.add(device_key, input.entry, input.most, input.now)
if refused then
  return cjson.encode({ refused = refused })
end
local id = input.command.command_id
redis.call('SET', command_key, cjson.encode(input.command), 'PX', string.format('%.0f', input.lives))
redis.call('ZADD', of_device_key, string.format('%.0f', input.now), id)
redis.call('PEXPIRE', of_device_key, string.format('%.0f', input.lives))
redis.call('ZADD', deadlines_key, string.format('%.0f', input.entry.until_at), id)
return '{"sent":true}'
