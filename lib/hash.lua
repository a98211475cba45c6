--[[
  A part: many fields of a hash in few calls, because each call is billed.

  hash.read(key)              field -> value, of all. One call
  hash.get_all(key, fields)   their values, false where there is none
  hash.set_all(key, flat)     field, value, field, value, …
]]
local hash = {}
local CHUNK = 1000 -- as many arguments as Lua's stack holds for one call

function hash.read(key)
  local flat, fields = redis.call('HGETALL', key), {}
  for i = 1, #flat, 2 do
    fields[flat[i]] = flat[i + 1]
  end
  return fields
end

function hash.get_all(key, fields)
  local values = {}
  for first = 1, #fields, CHUNK do
    local last = math.min(first + CHUNK - 1, #fields)
    local chunk = redis.call('HMGET', key, unpack(fields, first, last))
    for i = 1, #chunk do
      values[first + i - 1] = chunk[i]
    end
  end
  return values
end

function hash.set_all(key, flat)
  for first = 1, #flat, 2 * CHUNK do
    redis.call('HSET', key, unpack(flat, first, math.min(first + 2 * CHUNK - 1, #flat)))
  end
end

return hash
