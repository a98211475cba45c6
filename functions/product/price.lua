--[[
  A part: what renting a product costs.

  price.read(prices_key, product, venue)   what is set aside (minor units), its currency and its terms (JSON), those of
                                           the venue where it has its own; nil where it cannot be rented. Then how it
                                           is started (JSON) or nil. One call
]]
local price = {}

function price.read(prices_key, product, venue)
  local here, elsewhere, start =
    unpack(redis.call('HMGET', prices_key, product .. '@' .. venue, product, product .. '#start'))
  local hold, currency, terms = string.match(here or elsewhere or '', '^(%d+) (%u+) (.+)$')
  return tonumber(hold or nil), currency, terms, start or nil
end

return price
