--[[
  A part: which rollout a device is a target of.

  claim.take(device_key, rollout_id)   whether it is a target of this one now, and of no other. Two calls at most
  claim.free(device_key, rollout_id)   it is none of its targets any more. Two calls at most
  claim.is_online(device_key)          whether it has a connection. One call
]]
local record = require 'device.record'
local claim = {}

function claim.take(device_key, rollout_id)
  local kept = record.read(device_key)
  if kept.rollout then
    return false
  end
  kept.rollout = rollout_id
  record.write(device_key, kept)
  return true
end

function claim.free(device_key, rollout_id)
  local kept = record.read(device_key)
  if kept.rollout == rollout_id then
    kept.rollout = nil
    record.write(device_key, kept)
  end
end

function claim.is_online(device_key)
  return record.read(device_key).online == '1'
end

return claim
