--[[
  Registers a product, or a new version of it.

  In:   KEYS    products, prices, tariffs
        ARGV[1] JSON { product_id, version: [major, minor, patch], text: the product (JSON), model: its model (JSON),
                       terms: how it is rented (JSON), prices: { field: text },
                       record: { version, since, terms } as it goes into the history }
  Out:  JSON { created } | { refused: reason }

  Guarantees: versions only grow; one version is one model, and registering it again changes nothing. Prices are those
  of the newest version, and terms that have changed are in the history. Five calls at most.
]]
local products_key, prices_key, tariffs_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])

local function compare(a, b)
  for i = 1, 3 do
    if a[i] ~= b[i] then
      return a[i] < b[i] and -1 or 1
    end
  end
  return 0
end

local known = redis.call('HGET', products_key, input.product_id)
local before = known and cjson.decode(known)
if before then
  local order = compare(input.version, before.numbers)
  if order < 0 then
    return '{"refused":"version_older"}'
  end
  if order == 0 and before.sent ~= input.model then
    return '{"refused":"version_taken"}'
  end
  if order == 0 and not before.retired_at then
    return '{"created":false}'
  end
end

local fields, prices = {}, {}
for field, text in pairs(input.prices) do
  table.insert(fields, field)
  table.insert(prices, field)
  table.insert(prices, text)
end
if before and #before.fields > 0 then
  redis.call('HDEL', prices_key, unpack(before.fields))
end
if #prices > 0 then
  redis.call('HSET', prices_key, unpack(prices))
end
local entry =
  { numbers = input.version, sent = input.model, terms = input.terms, fields = fields, text = input.text }
redis.call('HSET', products_key, input.product_id, cjson.encode(entry))
if not before or before.terms ~= input.terms then
  redis.call('RPUSH', tariffs_key, cjson.encode(input.record))
end
return cjson.encode({ created = not before })
