--[[
  Finds the devices that can be rented around a place, nearest first.

  In:   KEYS    rentable, facts
        ARGV[1] JSON { lng, lat, radius (m), limit, products: { product: true } }
  Out:  JSON [[product/device, metres, lng, lat, facts (JSON)], …]

  Guarantees: those of the given products, and no nearer one is left out. Two calls, and one for each four times as many
  that are looked at because those before are of other products.
]]
local rentable_key, facts_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])

local function search(count)
  local all = redis.call(
    'GEOSEARCH', rentable_key, 'FROMLONLAT', input.lng, input.lat, 'BYRADIUS', input.radius, 'm',
    'ASC', 'COUNT', count, 'WITHDIST', 'WITHCOORD'
  )
  local found = {}
  for _, row in ipairs(all) do
    if #found < input.limit and input.products[string.match(row[1], '^[^/]+')] then
      table.insert(found, row)
    end
  end
  return found, #all < count
end

local found, is_all
local count = input.limit
repeat
  found, is_all = search(count)
  count = count * 4
until is_all or #found == input.limit
if #found == 0 then
  return '[]'
end

local members, rows = {}, {}
for i, row in ipairs(found) do
  members[i] = row[1]
end
local facts = redis.call('HMGET', facts_key, unpack(members))
for i, row in ipairs(found) do
  rows[i] = { row[1], tonumber(row[2]), tonumber(row[3][1]), tonumber(row[3][2]), facts[i] }
end
return cjson.encode(rows)
