--[[
  Takes in what has become of a command: the device's answer, its effect in a state report, or that its time is over.

  In:   KEYS    command, device, deadlines, outbox
        ARGV[1] JSON { what: 'accepted' | 'refused' | 'effect' | 'over', at (ms), reason?, publish_by (ms) }
  Out:  JSON { turn?: as it lies in the outbox, if this call has changed something that is to be told }; nothing of a
        command that is not there

  Guarantees: a command is settled once. An effect that showed in time counts whenever that is noticed, unless the
  device has refused or another command has taken its place; one that showed too late is told once. Six calls at most.
]]
local command_key, device_key, deadlines_key, outbox_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local pending = require 'device.pending'
local record = require 'command.record'

local command = record.read(command_key)
if not command then
  return '{}'
end
local until_at = command.wanted and command.wanted.until_at or command.expires_at

local function settle(state, effect)
  command.state, command.effect, command.settled_at, command.reason = state, effect, input.at, input.reason
end

local EXPIRED = { failed = true, unanswered = true } -- an effect that was in time makes them done
local SETTLED, LATE_EFFECT, ACCEPTED = 'command_settled', 'command_late_effect', 'accepted'

-- which turn this is, or nil
local function take()
  if input.what == 'effect' then
    local is_wanted = record.is_open(command) or EXPIRED[command.state]
    if is_wanted and input.at <= until_at then
      settle('done', 'verified')
      return SETTLED
    end
    if is_wanted and not command.late_effect_at then
      command.late_effect_at = input.at
      return LATE_EFFECT
    end
  elseif not record.is_open(command) then
    return nil
  elseif input.what == 'over' and input.at > until_at then
    input.at = until_at -- it was over then, whenever that is noticed
    settle(command.state == 'accepted' and 'failed' or 'unanswered')
    return SETTLED
  elseif input.what == 'refused' and input.at <= until_at then
    settle('refused')
    return SETTLED
  elseif input.what == 'accepted' and input.at <= until_at and command.state == 'sent' then
    if not command.wanted then
      settle('done', 'unverified')
      return SETTLED
    end
    command.state, command.accepted_at = 'accepted', input.at
    return ACCEPTED
  end
  return nil
end

local turn_type = take()
if not turn_type then
  return '{}'
end
record.write(command_key, command)
if turn_type == ACCEPTED then
  return '{}'
end
redis.call('ZREM', deadlines_key, command.command_id)
if command.state == 'done' or command.state == 'refused' then
  pending.drop(device_key, command.command_id)
end
local turn = record.tell(outbox_key, command, turn_type, input.at, input.publish_by)
return cjson.encode({ turn = turn })
