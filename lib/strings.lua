--[[
  A part: many strings in few calls, because each call is billed.

  strings.get_all(keys, first?)   what lies under keys[first], keys[first + 1], …; false where there is nothing
  strings.set_all(flat)           key, value, key, value, …
]]
local strings = {}
local CHUNK = 1000 -- as many arguments as Lua's stack holds for one call

function strings.get_all(keys, first)
  local values = {}
  for from = first or 1, #keys, CHUNK do
    for _, value in ipairs(redis.call('MGET', unpack(keys, from, math.min(from + CHUNK - 1, #keys)))) do
      table.insert(values, value)
    end
  end
  return values
end

function strings.set_all(flat)
  for from = 1, #flat, 2 * CHUNK do
    redis.call('MSET', unpack(flat, from, math.min(from + 2 * CHUNK - 1, #flat)))
  end
end

return strings
