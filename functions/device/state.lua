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
               lost: events (JSON) of leased devices that have restarted without their lease,
               effects: events (JSON) of open commands whose effect a report shows,
               changed: events (JSON) of watched properties that have another value now,
               jumps: [[entry, report, metres, seconds], …], positions that no device of its product can have reached,
               venues: { device: where it is registered }, of those that belong to a venue }

  Guarantees: an older report never overwrites a newer one: within a boot the sequence decides, between boots the time.
  What a report leaves out stays as it was. Events are delivered at least once. A device is in the set of what can be
  rented exactly while it can be. Two calls for each device, three for all of them, one for each event.
]]
local outbox_key, changes_key, rentable_key, facts_key = unpack(KEYS, 1, 4)
local input = cjson.decode(ARGV[1])
local geo = require 'lib.geo'
local outbox = require 'lib.outbox'
local pending = require 'device.pending'
local rentable = require 'device.rentable'
local FIRST_DEVICE = 5
local BEFORE_WATCHED = 15

local mistaken, lost, effects, changed, jumps, venues = {}, {}, {}, {}, {}, {}
local fit, unfit = {}, {}

local function is_newer(device, report)
  if not device.boot then
    return true
  end
  if device.boot == report.boot then
    return report.seq > device.seq
  end
  return report.at > device.at
end

local function jump(device, report, max_speed)
  if not max_speed or not device.position_at then
    return nil
  end
  local from, to = device.position, report.position
  return geo.jump(max_speed, from[1], from[2], device.position_at, to[1], to[2], report.at)
end

local function read(device_key, watched)
  local fields = {}
  for i, name in ipairs(watched) do
    fields[i] = 'property:' .. name
  end
  local row = redis.call(
    'HMGET', device_key,
    'kind', 'status', 'venue_id', 'vehicle_id', 'online', 'reported_status', 'position', 'position_at',
    'state_boot', 'state_seq', 'state_at', 'lease_rental', 'fence', 'property:battery', 'pending',
    unpack(fields)
  )
  local values = { battery = row[14] or nil }
  for i, name in ipairs(watched) do
    values[name] = row[BEFORE_WATCHED + i] or nil
  end
  return {
    product = row[1] or nil,
    status = row[2],
    venue_id = row[3] or '',
    vehicle_id = row[4],
    is_online = row[5] == '1',
    reported = row[6],
    position = row[7] and cjson.decode(row[7]) or nil,
    position_at = tonumber(row[8] or nil),
    boot = row[9] or nil,
    seq = tonumber(row[10] or nil),
    at = tonumber(row[11] or nil),
    lease_rental = row[12] or nil,
    fence = tonumber(row[13] or 0),
    values = values,
    pending = row[15] and cjson.decode(row[15]) or {},
  }
end

local function tell_lost(device_id, device)
  local event = outbox.add(outbox_key, {
    id = device_id .. '-' .. device.fence .. '-lost',
    device_id = device_id,
    rental_id = device.lease_rental,
    fence = device.fence,
    at = device.at,
  }, input.publish_by)
  table.insert(lost, event)
end

local function see_effects(device_id, device, report)
  if #device.pending == 0 then
    return
  end
  local said = {}
  for k = 1, #report.values, 2 do
    said[report.values[k]] = report.values[k + 1]
  end
  local shown, others = pending.shown(device.pending, said, report.received_at)
  for _, entry in ipairs(shown) do
    local event = outbox.add(outbox_key, {
      id = entry.command_id .. '-effect',
      device_id = device_id,
      command_id = entry.command_id,
      at = report.received_at,
    }, input.publish_by)
    table.insert(effects, event)
    device.has_seen = true
  end
  device.pending = others
end

local function tell_changes(entry, before, now)
  for _, name in ipairs(entry.watched) do
    if now[name] and now[name] ~= before[name] then
      local event = { device_id = entry.device_id, property = name }
      table.insert(changed, outbox.add(changes_key, event, input.publish_by))
    end
  end
end

for i, entry in ipairs(input.devices) do
  local device_key = KEYS[FIRST_DEVICE + i - 1]
  local device = read(device_key, entry.watched)
  if device.venue_id ~= '' then
    venues[entry.device_id] = device.venue_id
  end
  local values = {} -- property -> JSON, of what is new
  local is_changed = false
  local known_at = device.at

  for j, report in ipairs(entry.reports) do
    if device.product and is_newer(device, report) then
      if device.boot and device.boot ~= report.boot and device.lease_rental and not report.lease then
        tell_lost(entry.device_id, device)
      end
      device.boot, device.seq, device.at = report.boot, report.seq, report.at
      device.reported = report.status or device.reported
      if report.position then
        local metres, seconds = jump(device, report, entry.max_speed)
        if metres then
          table.insert(jumps, { i, j, math.floor(metres), math.floor(seconds) })
        else
          device.position, device.position_at = report.position, report.at
        end
      end
      for k = 1, #report.values, 2 do
        values[report.values[k]] = report.values[k + 1]
      end
      see_effects(entry.device_id, device, report)
      is_changed = true
    end
  end

  -- A claim is checked even in a report that is not new, as it may have been forwarded to a phone.
  local last = entry.reports[#entry.reports]
  local is_old = known_at and last.at < known_at
  if last.lease and not is_old and last.lease.rental_id ~= device.lease_rental then
    local claim = { device_id = entry.device_id, rental_id = last.lease.rental_id, fence = device.fence }
    table.insert(mistaken, claim)
  end

  if is_changed then
    local written = {
      'state_boot', device.boot,
      'state_seq', string.format('%.0f', device.seq),
      'state_at', string.format('%.0f', device.at),
      'reported_status', device.reported or '',
    }
    if device.position_at then
      table.insert(written, 'position')
      table.insert(written, string.format('[%.17g,%.17g]', device.position[1], device.position[2]))
      table.insert(written, 'position_at')
      table.insert(written, string.format('%.0f', device.position_at))
    end
    if device.has_seen then
      table.insert(written, 'pending')
      table.insert(written, #device.pending == 0 and '[]' or cjson.encode(device.pending))
    end
    for name, value in pairs(values) do
      table.insert(written, 'property:' .. name)
      table.insert(written, value)
    end
    redis.call('HSET', device_key, unpack(written))
    tell_changes(entry, device.values, values)

    local member = rentable.member(device.product, entry.device_id)
    if rentable.is_fit(device.status, device.reported) and device.is_online and device.position
      and not device.lease_rental then
      device.device_id = entry.device_id
      device.battery = tonumber(values.battery or device.values.battery or nil)
      table.insert(fit, device)
    else
      table.insert(unfit, member)
    end
  end
end
rentable.put(rentable_key, facts_key, fit)
rentable.drop(rentable_key, unfit)

local function list(found)
  return #found == 0 and '[]' or cjson.encode(found) -- an empty table would be an object
end
return string.format(
  '{"mistaken":%s,"lost":%s,"effects":%s,"changed":%s,"jumps":%s,"venues":%s}',
  list(mistaken), list(lost), list(effects), list(changed), list(jumps), cjson.encode(venues)
)
