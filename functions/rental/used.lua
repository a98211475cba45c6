--[[
  Takes what meters have counted.

  In:   KEYS    the `used` of each entry's rental
        ARGV[1] JSON { entries: [{ device_id, meter, quantity: the total so far, final, from?, to? (ms) }, …] }
  Out:  JSON [outcome, …] of each entry: 'kept' | 'due', if its rental has to begin or be settled, or was used since |
        'unknown', if it is none that is metered or was in the last days | 'device_differs' | 'meter_differs'

  Guarantees: the highest quantity counts, so that neither order nor repetition of reports matters. What is due
  is said to be due until that is done. Two calls for a thousand entries, and one for each that comes late.
]]
local input = cjson.decode(ARGV[1])
local strings = require 'lib.strings'

local known = strings.get_all(KEYS)

-- how much flows a second, by the clock of the device
local function rate(used, entry, more)
  local since = used.to or entry.from
  local seconds = since and entry.to and (entry.to - since) / 1000 or 0
  return seconds > 0 and more / seconds or used.rate
end

local outcomes, written = {}, {}
for i, entry in ipairs(input.entries) do
  local used = known[i] and cjson.decode(known[i])
  if not used then
    outcomes[i] = 'unknown'
  elseif used.device_id ~= entry.device_id then
    outcomes[i] = 'device_differs'
  elseif used.meter ~= entry.meter then
    outcomes[i] = 'meter_differs'
  else
    local more = entry.quantity - used.quantity
    if more > 0 then
      used.rate = rate(used, entry, more)
      used.quantity = entry.quantity
      used.to = entry.to or used.to
      local used_key = KEYS[i]
      if used.settled then
        redis.call('SET', used_key, cjson.encode(used), 'KEEPTTL')
      else
        table.insert(written, used_key)
        table.insert(written, cjson.encode(used))
      end
    end
    local has_begun = used.active or used.quantity == 0
    local is_due = used.settled and used.quantity > used.settled
      or not used.settled and (entry.final or not has_begun)
    outcomes[i] = is_due and 'due' or 'kept'
  end
end
strings.set_all(written)
return #outcomes == 0 and '[]' or cjson.encode(outcomes)
