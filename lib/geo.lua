--[[
  A part: distances on Earth.

  geo.metres(lng1, lat1, lng2, lat2)   metres between two places, degrees

  The Earth is taken for a sphere of its mean radius, flattened at the latitude of the two: good for some kilometres.
]]
local geo = {}

function geo.metres(lng1, lat1, lng2, lat2)
  local east = math.rad(lng2 - lng1) * math.cos(math.rad((lat1 + lat2) / 2))
  local north = math.rad(lat2 - lat1)
  return 6371008.8 * math.sqrt(east * east + north * north)
end

return geo
