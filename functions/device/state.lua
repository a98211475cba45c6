--[[
  Stores a batch of state reports, at most one of each device.

  In:   KEYS    outbox, then the device of each report, then the geo set of each of `kinds`
        ARGV[1] JSON
          reports    [{ device_id, seq, boot, at, text: the report, status?, position?, lease? }, …]
          kinds      [kind, …]
          publish_by from when the sweeper may publish what is left in the outbox (ms)
  Out:  JSON { mistaken: devices that claim a lease they do not have, with the newest fence
               [{ device_id, rental_id, fence }, …],
               lost: events (JSON) of leased devices that have restarted without their lease }

  Guarantees: an older report never overwrites a newer one: within a boot the sequence decides, between boots the time.
  Events of lost devices are delivered at least once. Two calls for each device, one for each kind that has moved, one
  for each lost device.
]]
local outbox_key = unpack(KEYS, 1, 1)
local input = cjson.decode(ARGV[1])
local outbox = require 'lib.outbox'
local FIRST_DEVICE = 2
local FIRST_GEO = FIRST_DEVICE + #input.reports

local mistaken, lost = {}, {}
local moved = {} -- kind -> { lng, lat, device id, … }

for i, report in ipairs(input.reports) do
  local device_key = KEYS[FIRST_DEVICE + i - 1]
  local kind, boot, seq, at, lease_rental, fence =
    unpack(redis.call('HMGET', device_key, 'kind', 'state_boot', 'state_seq', 'state_at', 'lease_rental', 'fence'))
  local is_registered = kind ~= false
  local is_first = not boot
  local is_restart = boot and boot ~= report.boot
  local is_newer = is_registered
    and (is_first or (is_restart and report.at > tonumber(at)) or (not is_restart and report.seq > tonumber(seq)))
  if is_newer then
    redis.call(
      'HSET', device_key,
      'state_boot', report.boot,
      'state_seq', string.format('%.0f', report.seq),
      'state_at', string.format('%.0f', report.at),
      'reported_status', report.status or '',
      'state', report.text
    )
    if report.position then
      moved[kind] = moved[kind] or {}
      table.insert(moved[kind], report.position[1])
      table.insert(moved[kind], report.position[2])
      table.insert(moved[kind], report.device_id)
    end
  end
  if is_newer and is_restart and lease_rental and not report.lease then
    local event = cjson.encode({
      id = report.device_id .. '-' .. fence .. '-lost',
      device_id = report.device_id,
      rental_id = lease_rental,
      fence = tonumber(fence),
      at = tonumber(at),
    })
    outbox.add(outbox_key, event, input.publish_by)
    table.insert(lost, event)
  end
  -- A claim is checked even in a report that is not new, as it may have been forwarded to a phone.
  local is_old = at and report.at < tonumber(at)
  if report.lease and not is_old and report.lease.rental_id ~= lease_rental then
    local claim = { device_id = report.device_id, rental_id = report.lease.rental_id, fence = tonumber(fence or 0) }
    table.insert(mistaken, claim)
  end
end

for i, kind in ipairs(input.kinds) do
  if moved[kind] then
    local geo_key = KEYS[FIRST_GEO + i - 1]
    redis.call('GEOADD', geo_key, unpack(moved[kind]))
  end
end

local function list(found)
  return #found == 0 and '[]' or cjson.encode(found) -- an empty table would be an object
end
return '{"mistaken":' .. list(mistaken) .. ',"lost":' .. list(lost) .. '}'
