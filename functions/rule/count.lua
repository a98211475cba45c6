--[[
  Counts what rules have done, and keeps why they did not.

  In:   KEYS    counts, errors
        ARGV[1] JSON { counts: { "word rule": how many more }, errors: { rule: [error, …], the newest first },
                       most: how many errors are kept of each rule }
  Out:  JSON {}

  Guarantees: counts are per delivery. Four calls; more than a thousand fields take several each.
]]
local counts_key, errors_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local hash = require 'lib.hash'

local fields, written = {}, {}
for field in pairs(input.counts) do
  table.insert(fields, field)
end
for i, known in ipairs(hash.get_all(counts_key, fields)) do
  table.insert(written, fields[i])
  table.insert(written, string.format('%.0f', tonumber(known or 0) + input.counts[fields[i]]))
end
hash.set_all(counts_key, written)

local rules, kept = {}, {}
for rule in pairs(input.errors) do
  table.insert(rules, rule)
end
if #rules == 0 then
  return '{}'
end
for i, known in ipairs(hash.get_all(errors_key, rules)) do
  local list = input.errors[rules[i]]
  for _, error in ipairs(known and cjson.decode(known) or {}) do
    table.insert(list, error)
  end
  table.insert(kept, rules[i])
  table.insert(kept, cjson.encode({ unpack(list, 1, math.min(#list, input.most)) }))
end
hash.set_all(errors_key, kept)
return '{}'
