--[[
  A part: how far things have moved on Earth.

  geo.jump(max_speed, lng1, lat1, at1, lng2, lat2, at2)
                                       metres and seconds between two places (degrees) at two times (ms), where nothing
                                       of this speed (m/s) can have come from one to the other; else nil

  The Earth is taken for a sphere of its mean radius, flattened at the latitude of the two: good for some kilometres.
  Speed is taken over a second at least, because two reports of one moment differ by the noise of a sensor.
]]
local geo = {}

local function metres_between(lng1, lat1, lng2, lat2)
  -- the short way round: 179.9 and -179.9 are neighbours
  local turned = (lng2 - lng1 + 540) % 360 - 180
  local east = math.rad(turned) * math.cos(math.rad((lat1 + lat2) / 2))
  local north = math.rad(lat2 - lat1)
  return 6371008.8 * math.sqrt(east * east + north * north)
end

function geo.jump(max_speed, lng1, lat1, at1, lng2, lat2, at2)
  local metres = metres_between(lng1, lat1, lng2, lat2)
  local seconds = math.max(math.abs(at2 - at1) / 1000, 1)
  if metres > max_speed * seconds then
    return metres, seconds
  end
  return nil
end

return geo
