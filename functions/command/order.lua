--[[
  Keeps a command that is to be sent, and makes the device's state reports look for its effect.

  In:   KEYS    command (to be written), device, of_device, deadlines, outbox, the command that it replaces if any
        ARGV[1] JSON { command: the record, entry: as device.pending takes it, replaces?: id, most, now, lives (ms),
                       publish_by (ms) }
  Out:  JSON { turn?: of the replaced command, as it lies in the outbox } | { repeated: command } | { refused: reason }

  Guarantees: a refusal changes nothing. Of one action a device has one open command. The same request under the same
  key is done once. Twelve calls at most.
]]
local command_key, device_key, of_device_key, deadlines_key, outbox_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local once = require 'lib.once'
local pending = require 'device.pending'
local record = require 'command.record'
local REPLACED = 6 -- of KEYS

local first, reused = once.find(command_key, input.command.fingerprint)
if first then
  return '{"repeated":' .. first .. '}'
end
if reused then
  return cjson.encode({ refused = reused })
end
local refused = pending.add(device_key, input.entry, input.now, input.most, input.replaces)
if refused then
  return cjson.encode({ refused = refused })
end

local turn
local replaced = input.replaces and record.read(KEYS[REPLACED])
if replaced and record.is_open(replaced) then
  replaced.state, replaced.settled_at = 'replaced', input.now
  record.write(KEYS[REPLACED], replaced)
  redis.call('ZREM', deadlines_key, replaced.command_id)
  turn = record.tell(outbox_key, replaced, 'command_settled', input.now, input.publish_by)
end
local id = input.command.command_id
redis.call('SET', command_key, cjson.encode(input.command), 'PX', string.format('%.0f', input.lives))
redis.call('ZADD', of_device_key, string.format('%.0f', input.now), id)
redis.call('PEXPIRE', of_device_key, string.format('%.0f', input.lives))
redis.call('ZADD', deadlines_key, string.format('%.0f', input.entry.until_at), id)
return turn and cjson.encode({ turn = turn }) or '{}'
