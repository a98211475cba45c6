--[[
  Retires a product.

  In:   KEYS    products
        ARGV[1] JSON { product_id, at (ms) }
  Out:  JSON { retired_at }; of the first time where it is retired already | { refused: reason }

  Guarantees: its model stays. Two calls at most.
]]
local products_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])

local known = redis.call('HGET', products_key, input.product_id)
if not known then
  return '{"refused":"product_unknown"}'
end
local entry = cjson.decode(known)
if not entry.retired_at then
  entry.retired_at = input.at
  redis.call('HSET', products_key, input.product_id, cjson.encode(entry))
end
return cjson.encode({ retired_at = entry.retired_at })
