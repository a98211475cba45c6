--[[
  Takes in what has become of a command: the device's answer, its effect in a state report, or that its time is over.

  In:   KEYS    command, device, deadlines, outbox
        ARGV[1] JSON { what: 'accepted' | 'refused' | 'effect' | 'over', at (ms), reason?, publish_by (ms) }
  Out:  JSON { command, turn?: as it lies in the outbox, if this call has changed something that is to be told }
        | { refused: reason } where there is no such command

  Guarantees: a command is settled once. An effect that showed in time counts, whatever the device has answered, and
  whenever that is noticed; one that showed too late is told once. Six calls at most.
]]
local command_key, device_key, deadlines_key, outbox_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local outbox = require 'lib.outbox'
local pending = require 'device.pending'

local text = redis.call('GET', command_key)
if not text then
  return '{"refused":"command_unknown"}'
end
local command = cjson.decode(text)
local is_open = command.state == 'sent' or command.state == 'accepted'
local until_at = command.wanted and command.wanted.until_at or command.expires_at

local function settle(state, effect)
  command.state, command.effect, command.settled_at, command.reason = state, effect, input.at, input.reason
end

local SETTLED, LATE_EFFECT, ACCEPTED = 'command_settled', 'command_late_effect', 'accepted'

-- which turn this is, or nil
local function take()
  if input.what == 'effect' then
    if input.at <= until_at and command.state ~= 'done' and command.state ~= 'refused' then
      settle('done', 'verified')
      return SETTLED
    end
    if command.state ~= 'done' and not command.late_effect_at then
      command.late_effect_at = input.at
      return LATE_EFFECT
    end
  elseif not is_open then
    return nil
  elseif input.what == 'over' and input.at > until_at then
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
  return cjson.encode({ command = command })
end
redis.call('SET', command_key, cjson.encode(command), 'KEEPTTL')
if turn_type == ACCEPTED then
  return cjson.encode({ command = command })
end
redis.call('ZREM', deadlines_key, command.command_id)
if command.state == 'done' then
  pending.drop(device_key, command.command_id)
end
local turn = cjson.encode({
  id = command.command_id .. '-' .. turn_type,
  type = turn_type,
  at = input.at,
  command = command,
})
outbox.add(outbox_key, turn, input.publish_by)
return cjson.encode({ command = command, turn = turn })
