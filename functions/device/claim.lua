--[[
  A part: which rollout a device is a target of.

  claim.take(device_key, rollout_id)   whether it is a target of this one now, and of no other. One call
  claim.free(device_key, rollout_id)   it is none of its targets any more. Two calls at most
  claim.is_online(device_key)          whether it has a connection. One call
]]
local claim = {}

function claim.take(device_key, rollout_id)
  return redis.call('HSETNX', device_key, 'rollout', rollout_id) == 1
end

function claim.free(device_key, rollout_id)
  if redis.call('HGET', device_key, 'rollout') == rollout_id then
    redis.call('HDEL', device_key, 'rollout')
  end
end

function claim.is_online(device_key)
  return redis.call('HGET', device_key, 'online') == '1'
end

return claim
