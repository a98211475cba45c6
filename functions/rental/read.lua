--[[
  A rental for a decision.

  In:   KEYS    rental
        ARGV[1] {}
  Out:  JSON of the rental, null where there is none

  Guarantees: it is as the last write has left it. A plain GET may be answered by a replica that is behind. One call.
]]
local rental_key = unpack(KEYS)

return redis.call('GET', rental_key) or 'null'
