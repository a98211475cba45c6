--[[
  A part: the commands that are open on a device, which its next state reports may show to be obeyed.

  pending.add(device_key, entry, now, most, replaces)
                                    entry { command_id, action, sent_at, until_at, property?, is? (JSON) }; returns why
                                    it cannot be added, or nil. An open command of the same action blocks it, but for
                                    the one that it replaces; `most` bounds all of them. Two calls
  pending.drop(device_key, command_id)   Two calls at most

  An entry whose effect was not seen stays for as long as a late one is looked for, and is dropped by the next that is
  added after that, or that is for the same action: what shows then is the effect of the newer one.
]]
local pending = {}
local LATE = 10 * 60 * 1000 -- how long after its time an effect is still noticed

local function read(device_key)
  return cjson.decode(redis.call('HGET', device_key, 'pending') or '[]')
end

local function write(device_key, entries)
  redis.call('HSET', device_key, 'pending', #entries == 0 and '[]' or cjson.encode(entries))
end

function pending.add(device_key, entry, now, most, replaces)
  local kept = {}
  for _, other in ipairs(read(device_key)) do
    local is_open = other.until_at >= now
    if other.action ~= entry.action then
      if is_open or other.property and other.until_at + LATE >= now then
        table.insert(kept, other)
      end
    elseif is_open and other.command_id ~= replaces then
      return 'command_pending'
    end
  end
  if most and #kept >= most then
    return 'too_many_commands'
  end
  table.insert(kept, entry)
  write(device_key, kept)
  return nil
end

function pending.drop(device_key, command_id)
  local entries, kept = read(device_key), {}
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
