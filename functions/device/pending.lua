--[[
  A part: the commands that are open on a device, which its next state reports may show to be obeyed.

  pending.add(device_key, entry, now, most, replaces)
                                    entry { command_id, rental_id?, action, sent_at, until_at, property?, is? (JSON) };
                                    returns why it cannot be added, or nil. An open command of the same action blocks
                                    it, but for the one that it replaces; `most` bounds all of them. Two calls at most
  pending.close(device_key, command_id, now)
                                    nobody waits for it any more, but its effect is still looked for. Two calls at most
  pending.drop(device_key, command_id)   Two calls at most
  pending.shown(entries, said, at, lease)
                                    the entries whose effect is among what a report says (property -> JSON) that the
                                    broker took at `at`, and the others. What it does under the `lease` of one rental
                                    is no effect of another. No call
  pending.of(kept)                  the entries of a device's record. No call
  pending.set(kept, entries)        other entries for it. No call

  The effect of an entry is looked for until ten minutes after its time, and no longer once another command of the same
  action is added: what shows then is the effect of the newer one.
]]
local record = require 'device.record'
local pending = {}
local LATE = 10 * 60 * 1000 -- how long after its time an effect is still noticed

local function is_watched(entry, at)
  return entry.property ~= nil and entry.until_at + LATE >= at
end

function pending.of(kept)
  return kept.pending and cjson.decode(kept.pending) or {}
end

function pending.set(kept, entries)
  kept.pending = #entries > 0 and cjson.encode(entries) or nil
end

function pending.add(device_key, entry, now, most, replaces)
  local kept, left = record.read(device_key), {}
  for _, other in ipairs(pending.of(kept)) do
    local is_open = other.until_at >= now
    if other.action ~= entry.action then
      if is_open or is_watched(other, now) then
        table.insert(left, other)
      end
    elseif is_open and other.command_id ~= replaces then
      return 'command_pending'
    end
  end
  if most and #left >= most then
    return 'too_many_commands'
  end
  table.insert(left, entry)
  pending.set(kept, left)
  record.write(device_key, kept)
  return nil
end

function pending.close(device_key, command_id, now)
  local kept = record.read(device_key)
  local entries = pending.of(kept)
  for _, entry in ipairs(entries) do
    if entry.command_id == command_id and entry.until_at >= now then
      entry.until_at = now - 1
      pending.set(kept, entries)
      record.write(device_key, kept)
    end
  end
end

-- A report that was under way when the command was sent shows nothing of it.
function pending.shown(entries, said, at, lease)
  local shown, others = {}, {}
  for _, entry in ipairs(entries) do
    local is_of_other = entry.rental_id and lease and lease.rental_id ~= entry.rental_id
    local shows = is_watched(entry, at)
      and said[entry.property] == entry.is
      and at >= entry.sent_at
      and not is_of_other
    table.insert(shows and shown or others, entry)
  end
  return shown, others
end

function pending.drop(device_key, command_id)
  local kept, left = record.read(device_key), {}
  local entries = pending.of(kept)
  for _, entry in ipairs(entries) do
    if entry.command_id ~= command_id then
      table.insert(left, entry)
    end
  end
  if #left < #entries then
    pending.set(kept, left)
    record.write(device_key, kept)
  end
end

return pending
