--[[
  A part: a command as it is kept, and how its end is told.

  record.read(command_key)                  the command, or nil. One call
  record.write(command_key, command)        One call
  record.is_open(command)                   whether it may still come to something
  record.tell(outbox_key, command, type, at, publish_by)
                                            tells what has become of it; returns the event (JSON). One call
]]
local outbox = require 'lib.outbox'
local record = {}

function record.read(command_key)
  local text = redis.call('GET', command_key)
  return text and cjson.decode(text) or nil
end

function record.write(command_key, command)
  redis.call('SET', command_key, cjson.encode(command), 'KEEPTTL')
end

function record.is_open(command)
  return command.state == 'sent' or command.state == 'accepted'
end

function record.tell(outbox_key, command, type, at, publish_by)
  local turn = { id = command.command_id .. '-' .. type, type = type, at = at, command = command }
  return outbox.add(outbox_key, turn, publish_by)
end

return record
