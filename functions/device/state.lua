--[[
  Takes a batch of state reports, at most one of each device.

  In:   KEYS[1…]    device hashes, one for each report
        KEYS[n+1…]  geo sets, one for each of `kinds`
        ARGV[1] JSON
          reports [{ device_id, seq, boot, at, text: the report, status?, position?, rental_id?, phone_id?,
                     fence? }, …]
          kinds   [kind, …]
  Out:  JSON { mistaken: devices that believe in a lease they have not, lost: devices that have started anew and know
        nothing of the lease they have, with the time of their last report before }, both
        [{ device_id, rental_id, fence, at? }, …], with the newest fence

  Guarantees: an older report never overwrites a newer one: within a boot the sequence decides, between boots the time.
  Two calls a device, and one for each kind that has moved.
]]
local input = cjson.decode(ARGV[1])
local mistaken, lost = {}, {}
local moved = {} -- kind -> { lng, lat, device id, … }

for i, report in ipairs(input.reports) do
  local key = KEYS[i]
  local kind, boot, seq, at, lease_rental, fence =
    unpack(redis.call('HMGET', key, 'kind', 'state_boot', 'state_seq', 'state_at', 'lease_rental', 'fence'))
  local is_newer = kind and true
  if kind and boot == report.boot then
    is_newer = report.seq > tonumber(seq)
  elseif kind and boot then
    is_newer = report.at > tonumber(at)
  end
  if is_newer then
    redis.call(
      'HSET', key,
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
  -- what is forwarded to a phone is looked at even where it is no news; a device that nobody registered has no lease
  fence = tonumber(fence) or 0
  local claims = report.rental_id or report.phone_id
  local is_old = at and report.at < tonumber(at)
  if is_newer and boot and boot ~= report.boot and lease_rental and not claims then
    table.insert(lost, { device_id = report.device_id, rental_id = lease_rental, fence = fence, at = tonumber(at) })
  end
  if claims and not is_old and (report.rental_id ~= lease_rental or report.fence ~= fence) then
    table.insert(mistaken, { device_id = report.device_id, rental_id = report.rental_id or '', fence = fence })
  end
end

for i, kind in ipairs(input.kinds) do
  if moved[kind] then
    redis.call('GEOADD', KEYS[#input.reports + i], unpack(moved[kind]))
  end
end
local function list(found)
  return #found == 0 and '[]' or cjson.encode(found) -- an empty table would be an object
end
return '{"mistaken":' .. list(mistaken) .. ',"lost":' .. list(lost) .. '}'
