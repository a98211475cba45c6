--[[
  Counts messages that did not count, and says which of their devices may be told.

  In:   KEYS    counts, samples (of the day), told
        ARGV[1] JSON { rejections: [[device, said, reason, sample], …], slots: how many samples to keep of each device,
                       now (ms), quiet (ms): a device is told once in so long, expires_at (s) }
  Out:  JSON [device, …], those to be told now

  Guarantees: a device is told at most once in `quiet`. Eight calls; more than a thousand fields take several each.
]]
local counts_key, samples_key, told_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local hash = require 'lib.hash'

local fields, more = {}, {}
local function count(field)
  if not more[field] then
    table.insert(fields, field)
  end
  more[field] = (more[field] or 0) + 1
end

local devices, samples = {}, {}
for _, rejection in ipairs(input.rejections) do
  local device, said, reason, sample = unpack(rejection)
  count(said .. ' ' .. reason .. ' ' .. device)
  count('total ' .. device)
  if not samples[device] then
    samples[device] = {}
    table.insert(devices, device)
  end
  table.insert(samples[device], sample)
end

local written, totals = {}, {}
for i, known in ipairs(hash.get_all(counts_key, fields)) do
  local total = tonumber(known or 0) + more[fields[i]]
  totals[fields[i]] = total
  table.insert(written, fields[i])
  table.insert(written, string.format('%.0f', total))
end
hash.set_all(counts_key, written)
redis.call('EXPIREAT', counts_key, input.expires_at)

-- each device has its own ring of slots, so that a flood of one does not displace the others
local kept = {}
for _, device in ipairs(devices) do
  local list = samples[device]
  local before = totals['total ' .. device] - #list
  for i = math.max(1, #list - input.slots + 1), #list do
    table.insert(kept, (before + i) % input.slots .. ' ' .. device)
    table.insert(kept, list[i])
  end
end
hash.set_all(samples_key, kept)
redis.call('EXPIREAT', samples_key, input.expires_at)

redis.call('ZREMRANGEBYSCORE', told_key, '-inf', string.format('%.0f', input.now))
local due, scores = {}, {}
for i, told in ipairs(redis.call('ZMSCORE', told_key, unpack(devices))) do
  if not told then
    table.insert(due, devices[i])
    table.insert(scores, string.format('%.0f', input.now + input.quiet))
    table.insert(scores, devices[i])
  end
end
if #due == 0 then
  return '[]'
end
redis.call('ZADD', told_key, unpack(scores))
return cjson.encode(due)
