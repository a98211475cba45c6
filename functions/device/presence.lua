--[[
  Applies a lifecycle event of a client to its device; events may come twice and out of order.

  In:   KEYS    device, rentable, facts
        ARGV[1] JSON { device_id, online, session, version, at (ms),
                       forgotten (ms): how long AWS remembers version numbers }
  Out:  JSON { applied: whether the device is now known to be what the event says, rollout?: that it is a target of }

  Guarantees: versions grow by connection, and a connection's end comes after its beginning whatever arrives first.
  They restart after a client was gone for long: then the later event counts. A device may connect before it is
  registered. What a device has reported since (state.lua) counts as a connection of the version before. Four calls at
  most.
]]
local device_key, rentable_key, facts_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local record = require 'device.record'
local rentable = require 'device.rentable'

local kept = record.read(device_key)

local function is_newer()
  if not kept.session then
    return true
  end
  if kept.session == input.session then
    return not input.online
  end
  local known_at = tonumber(kept.session_at)
  if math.abs(input.at - known_at) > input.forgotten then
    return input.at > known_at
  end
  return input.version > tonumber(kept.session_version)
end

if not is_newer() then
  return cjson.encode({ applied = false, rollout = kept.rollout })
end
kept.online = input.online and '1' or '0'
kept.unanswered = nil
kept.session = input.session
kept.session_version = string.format('%.0f', input.version)
kept.session_at = string.format('%.0f', input.at)
record.write(device_key, kept)
rentable.refresh(kept, rentable_key, facts_key, input.device_id)
return cjson.encode({ applied = true, rollout = kept.rollout })
