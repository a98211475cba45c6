--[[
  Stores a batch of state reports.

  In:   KEYS    outbox, changes, rentable, facts, then the device of each entry of `devices`
        ARGV[1] JSON
          devices    [{ device_id, max_speed? (m/s), watched: [property, …], reports: in the order of their time
                       [{ seq, boot, at, received_at, status?, position?, lease?, values: [property, JSON, …] }, …] },
                       …]
          publish_by from when the sweepers may publish what is left in the outboxes (ms)
  Out:  JSON { mistaken: devices that claim a lease they do not have, with the newest fence
               [{ device_id, rental_id, fence }, …],
               lost: events (JSON) of leased devices that do not have their lease any more,
               back: [[device_id, rollout], …], targets of a rollout that were offline, and are heard again,
               effects: events (JSON) of open commands whose effect a report shows,
               changed: events (JSON) of watched properties that have another value now,
               jumps: [[entry, report, metres, seconds], …], positions that no device of its product can have reached,
               venues: { device: where it is registered }, of those that belong to a venue }

  Guarantees: an older report never overwrites a newer one: within a boot the sequence decides, between boots the time.
  What a report leaves out stays as it was. A device that reports is online, whatever became of the event that said so.
  A lease is lost with the first report of another boot without it, or, within a boot, when the device has claimed it,
  and for a minute does so no more; what came before the rental became active says nothing. Events are delivered at
  least once. A device is in the set of what can be rented exactly while it can be. Five calls for a thousand devices,
  and one for each event.
]]
local outbox_key, changes_key, rentable_key, facts_key = unpack(KEYS, 1, 4)
local input = cjson.decode(ARGV[1])
local geo = require 'lib.geo'
local outbox = require 'lib.outbox'
local pending = require 'device.pending'
local record = require 'device.record'
local rentable = require 'device.rentable'
local FIRST_DEVICE = 5
local HEARD_AFTER = 5000 -- ms; a report so shortly after the end of a connection may be of that connection
local MISSED_FOR = 60000 -- ms; so long what the device says of the end of a rental may be under way

local mistaken, lost, back, effects, changed, jumps, venues = {}, {}, {}, {}, {}, {}, {}
local written_keys, written, fit, unfit = {}, {}, {}, {}

local function is_newer(kept, report)
  if not kept.state_boot then
    return true
  end
  if kept.state_boot == report.boot then
    return report.seq > tonumber(kept.state_seq)
  end
  return report.at > tonumber(kept.state_at)
end

local function has_lost_lease(kept, report)
  local since = tonumber(kept.lease_since)
  if not since or report.received_at <= since then
    return false
  end
  if report.lease then
    if report.lease.rental_id == kept.lease_rental then
      kept.lease_claimed_at, kept.lease_missed_at = string.format('%.0f', report.at), nil
    end
    return false
  end
  if kept.state_boot ~= report.boot then
    return true
  end
  if not kept.lease_claimed_at then
    return false -- it may be one that never says what it has
  end
  kept.lease_missed_at = kept.lease_missed_at or string.format('%.0f', report.received_at)
  return report.received_at - tonumber(kept.lease_missed_at) >= MISSED_FOR
end

local function tell_lost(device_id, kept)
  local event = outbox.add(outbox_key, {
    id = device_id .. '-' .. kept.fence .. '-lost',
    device_id = device_id,
    rental_id = kept.lease_rental,
    fence = tonumber(kept.fence),
    at = tonumber(kept.lease_claimed_at or kept.state_at),
  }, input.publish_by)
  table.insert(lost, event)
end

local function hear(device_id, kept, report)
  if kept.online ~= '1' and report.received_at <= tonumber(kept.session_at or 0) + HEARD_AFTER then
    return
  end
  local was_given_up = kept.unanswered -- the end of a connection forgets it, so that this one still stands
  kept.unanswered = nil
  if kept.online == '1' then
    return
  end
  kept.online, kept.session_at = '1', string.format('%.0f', report.received_at)
  if not was_given_up or not kept.session then
    kept.session, kept.session_version = 'heard', kept.session_version or '-1'
  end
  if kept.rollout then
    table.insert(back, { device_id, kept.rollout })
  end
end

-- how far it would have jumped (m), and in what time (s); nothing where it has moved
local function move(kept, report, max_speed)
  local from, to = kept.position_at and cjson.decode(kept.position), report.position
  if max_speed and from then
    local metres, seconds =
      geo.jump(max_speed, from[1], from[2], tonumber(kept.position_at), to[1], to[2], report.at)
    if metres then
      return math.floor(metres), math.floor(seconds)
    end
  end
  kept.position = string.format('[%.17g,%.17g]', to[1], to[2])
  kept.position_at = string.format('%.0f', report.at)
end

local function see_effects(device_id, kept, report)
  local entries = pending.of(kept)
  if #entries == 0 then
    return
  end
  local said = {}
  for k = 1, #report.values, 2 do
    said[report.values[k]] = report.values[k + 1]
  end
  local shown, others = pending.shown(entries, said, report.received_at, report.lease)
  for _, entry in ipairs(shown) do
    local event = outbox.add(outbox_key, {
      id = entry.command_id .. '-effect',
      device_id = device_id,
      command_id = entry.command_id,
      at = report.received_at,
    }, input.publish_by)
    table.insert(effects, event)
  end
  pending.set(kept, others)
end

local function watched_of(entry, kept)
  local values = {}
  for _, name in ipairs(entry.watched) do
    values[name] = kept['property:' .. name]
  end
  return values
end

local function tell_changes(entry, before, kept)
  for _, name in ipairs(entry.watched) do
    local value = kept['property:' .. name]
    if value and value ~= before[name] then
      local event = { device_id = entry.device_id, property = name }
      table.insert(changed, outbox.add(changes_key, event, input.publish_by))
    end
  end
end

local function take(i, j, entry, kept, report)
  hear(entry.device_id, kept, report)
  if kept.state_boot and has_lost_lease(kept, report) then
    tell_lost(entry.device_id, kept)
  end
  kept.state_boot = report.boot
  kept.state_seq = string.format('%.0f', report.seq)
  kept.state_at = string.format('%.0f', report.at)
  kept.reported_status = report.status or kept.reported_status or ''
  if report.position then
    local metres, seconds = move(kept, report, entry.max_speed)
    if metres then
      table.insert(jumps, { i, j, metres, seconds })
    end
  end
  for k = 1, #report.values, 2 do
    kept['property:' .. report.values[k]] = report.values[k + 1]
  end
  see_effects(entry.device_id, kept, report)
end

local all = record.read_all(KEYS, FIRST_DEVICE)
for i, entry in ipairs(input.devices) do
  local kept = all[i]
  if kept.venue_id and kept.venue_id ~= '' then
    venues[entry.device_id] = kept.venue_id
  end
  local known_at, before, is_changed = tonumber(kept.state_at), watched_of(entry, kept), false

  for j, report in ipairs(entry.reports) do
    if kept.kind and is_newer(kept, report) then
      take(i, j, entry, kept, report)
      is_changed = true
    end
  end

  -- A claim is checked even in a report that is not new, as it may have been forwarded to a phone.
  local last = entry.reports[#entry.reports]
  local is_old = known_at and last.at < known_at
  if last.lease and not is_old and last.lease.rental_id ~= kept.lease_rental then
    local claim = {
      device_id = entry.device_id,
      rental_id = last.lease.rental_id,
      fence = tonumber(kept.fence or 0),
    }
    table.insert(mistaken, claim)
  end

  if is_changed then
    table.insert(written_keys, KEYS[FIRST_DEVICE + i - 1])
    table.insert(written, kept)
    tell_changes(entry, before, kept)
    if rentable.is_free(kept) then
      table.insert(fit, { device_id = entry.device_id, kept = kept })
    else
      table.insert(unfit, rentable.member(kept.kind, entry.device_id))
    end
  end
end
record.write_all(written_keys, written)
rentable.put(rentable_key, facts_key, fit)
rentable.drop(rentable_key, unfit)

local function list(found)
  return #found == 0 and '[]' or cjson.encode(found) -- an empty table would be an object
end
return string.format(
  '{"mistaken":%s,"lost":%s,"back":%s,"effects":%s,"changed":%s,"jumps":%s,"venues":%s}',
  list(mistaken), list(lost), list(back), list(effects), list(changed), list(jumps), cjson.encode(venues)
)
