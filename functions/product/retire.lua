--[[
  Retires a product.

  In:   KEYS    products, prices
        ARGV[1] JSON { product_id, at (ms) }
  Out:  JSON { retired_at }; of the first time where it is retired already | { refused: reason }

  Guarantees: its model stays, its prices go. Three calls at most.
]]
local products_key, prices_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])

local known = redis.call('HGET', products_key, input.product_id)
if not known then
  return '{"refused":"product_unknown"}'
end
local entry = cjson.decode(known)
if not entry.retired_at then
  entry.retired_at = input.at
  if #entry.fields > 0 then
    redis.call('HDEL', prices_key, unpack(entry.fields))
  end
  redis.call('HSET', products_key, input.product_id, cjson.encode(entry))
end
return cjson.encode({ retired_at = entry.retired_at })
