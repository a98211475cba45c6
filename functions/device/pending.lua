--[[
  A part: the commands that are open on a device, which its next state reports may show to be obeyed.

  pending.add(device_key, entry, most, now)   entry { command_id, action, sent_at, until_at, property?, is? (JSON) };
                                              returns why it cannot be added, or nil. Two calls
  pending.drop(device_key, command_id)        Two calls at most

  An entry whose effect was not seen stays for as long as a late one is looked for, and is dropped by the next that is
  added after that. It blocks another command of the same action only until its own time is over.
]]
local pending = {}
local LATE = 10 * 60 * 1000 -- how long after its time an effect is still noticed

local function write(device_key, entries)
  redis.call('HSET', device_key, 'pending', #entries == 0 and '[]' or cjson.encode(entries))
end

function pending.add(device_key, entry, most, now)
  local kept = {}
  for _, other in ipairs(cjson.decode(redis.call('HGET', device_key, 'pending') or '[]')) do
    if other.until_at >= now and other.action == entry.action then
      return 'command_pending'
    end
    if other.property and other.until_at + LATE >= now or other.until_at >= now then
      table.insert(kept, other)
    end
  end
  if #kept >= most then
    return 'too_many_commands'
  end
  table.insert(kept, entry)
  write(device_key, kept)
  return nil
end

function pending.drop(device_key, command_id)
  local entries, kept = cjson.decode(redis.call('HGET', device_key, 'pending') or '[]'), {}
  for _, entry in ipairs(entries) do
    if entry.command_id ~= command_id then
      table.insert(kept, entry)
    end
  end
  if #kept < #entries then
    write(device_key, kept)
  end
end

return pending
