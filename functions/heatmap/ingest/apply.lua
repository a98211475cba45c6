--[[
  Adds a batch of cleaned reports of one venue to its heatmap, each exactly once.

  In:   KEYS    places, dirty, verdicts, samples, then the `seen` of each entry of `spans`, then the minute of each of
                `buckets`
        ARGV[1] JSON
          token    string, new for every batch
          speed    the fastest a device moves, m/s
          speeds   { device: m/s }, those that move otherwise
          slots    how many samples to keep of each reason
          spans    [when to forget what was seen in it (s), …], of ten minutes each
          buckets  [{ cells: [cell, …], expires_at: s, mark: string }, …]
          reports  [[device, boot, seq, at (ms), lng, lat, span (1…), bucket (1…), cell (1…), people, cell, people, …],
                    …]
          rejected [[reason, device, sample], …], those found before
  Out:  JSON { accepted: n, rejected: { reason: n }, refused: [[report (1…), reason], …] }, the reports of this batch;
        refused has neither duplicates nor those of `rejected`

  Guarantees: a report (device, boot, seq) is accepted at most once: acceptance and effect are one step, so that
  redelivery, reordering and concurrent batches cannot count it twice or lose it. Counts are per delivery.
  Six calls, and two or three for each span and each bucket; more than a thousand devices, cells or verdicts take
  several calls each.
]]
local places_key, dirty_key, verdicts_key, samples_key = unpack(KEYS, 1, 4)
local FIRST_SPAN = 5
local geo = require 'lib.geo'
local hash = require 'lib.hash'
local seen = require 'heatmap.seen'

local batch = cjson.decode(ARGV[1])
local token = batch.token
local speed, speeds = batch.speed, batch.speeds
local slots = batch.slots
local FIRST_MINUTE = FIRST_SPAN + #batch.spans

local counts = {} -- verdicts field -> how many more
local samples = {} -- reason -> rejected reports, oldest first
local outcome = { accepted = 0, rejected = {} }
local refused = {}

local function reject(reason, device, sample)
  outcome.rejected[reason] = (outcome.rejected[reason] or 0) + 1
  counts[reason] = (counts[reason] or 0) + 1
  local by_device = reason .. ' ' .. device
  counts[by_device] = (counts[by_device] or 0) + 1
  samples[reason] = samples[reason] or {}
  table.insert(samples[reason], sample)
end

local function listed(ids, known, id)
  if known[id] == nil then
    known[id] = false
    table.insert(ids, id)
  end
end

local device_ids, places = {}, {} -- device -> [lng, lat, at], where it was last
local spans = {} -- of each: { ids, memories: device -> memory, is_new }
for i = 1, #batch.spans do
  spans[i] = { ids = {}, memories = {}, is_new = true }
end
for _, report in ipairs(batch.reports) do
  local span = spans[report[7]]
  listed(device_ids, places, report[1])
  listed(span.ids, span.memories, report[1])
end
for i, known in ipairs(hash.get_all(places_key, device_ids)) do
  places[device_ids[i]] = known and cjson.decode(known).place
end
for number, span in ipairs(spans) do
  local seen_key = KEYS[FIRST_SPAN + number - 1]
  for i, known in ipairs(hash.get_all(seen_key, span.ids)) do
    span.memories[span.ids[i]] = known and cjson.decode(known) or {}
    span.is_new = span.is_new and not known
  end
end

local heat = {} -- bucket -> cell -> { sum, samples, peak } of what this batch adds

local function verdict(report)
  local id, boot, seq, at, lng, lat, span = unpack(report, 1, 7)
  if not seen.note(spans[span].memories[id], boot, seq) then
    return 'duplicate'
  end
  local place = places[id]
  if place and geo.jump(speeds[id] or speed, place[1], place[2], place[3], lng, lat, at) then
    return 'jump'
  end
  if not place or at >= place[3] then
    places[id] = { lng, lat, at }
  end
  return nil
end

for i, report in ipairs(batch.reports) do
  local reason = verdict(report)
  if reason then
    if reason ~= 'duplicate' then
      table.insert(refused, { i, reason })
    end
    local sample = {
      reason = reason,
      device_id = report[1],
      report = { boot = report[2], seq = report[3], at = report[4], position = { report[5], report[6] } },
    }
    reject(reason, report[1], cjson.encode(sample))
  else
    outcome.accepted = outcome.accepted + 1
    local bucket = report[8]
    heat[bucket] = heat[bucket] or {}
    for at = 9, #report, 2 do
      local cell, people = report[at], report[at + 1]
      local tally = heat[bucket][cell]
      if tally then
        tally[1], tally[2], tally[3] = tally[1] + people, tally[2] + 1, math.max(tally[3], people)
      else
        heat[bucket][cell] = { people, 1, people }
      end
    end
  end
end

for _, entry in ipairs(batch.rejected) do
  reject(entry[1], entry[2], entry[3])
end

local placed = {}
for _, id in ipairs(device_ids) do
  if places[id] then
    table.insert(placed, id)
    table.insert(placed, cjson.encode({ place = places[id] }))
  end
end
hash.set_all(places_key, placed)
for number, span in ipairs(spans) do
  local seen_key, written = KEYS[FIRST_SPAN + number - 1], {}
  for _, id in ipairs(span.ids) do
    table.insert(written, id)
    table.insert(written, cjson.encode(span.memories[id]))
  end
  hash.set_all(seen_key, written)
  if span.is_new then
    redis.call('EXPIREAT', seen_key, batch.spans[number])
  end
end

local marks = {}
for index, bucket in ipairs(batch.buckets) do
  local minute_key = KEYS[FIRST_MINUTE + index - 1]
  local cells, tallies = {}, {}
  for cell, tally in pairs(heat[index] or {}) do
    table.insert(cells, bucket.cells[cell])
    table.insert(tallies, tally)
  end
  if #cells > 0 then
    local is_new = true
    local known = hash.get_all(minute_key, cells)
    local written = {}
    for i, cell in ipairs(cells) do
      local sum, number, peak = unpack(tallies[i])
      if known[i] then
        is_new = false
        local known_sum, known_number, known_peak = string.match(known[i], '(%d+) (%d+) (%d+)')
        sum, number, peak = sum + known_sum, number + known_number, math.max(peak, tonumber(known_peak))
      end
      table.insert(written, cell)
      table.insert(written, string.format('%.0f %.0f %.0f', sum, number, peak))
    end
    hash.set_all(minute_key, written)
    if is_new then
      redis.call('EXPIREAT', minute_key, bucket.expires_at)
    end
    marks[bucket.mark] = token
  end
end

local marked = {}
for mark in pairs(marks) do
  table.insert(marked, mark)
  table.insert(marked, token)
end
hash.set_all(dirty_key, marked)

if outcome.accepted > 0 then
  counts.accepted = outcome.accepted
end
local fields = {}
for field in pairs(counts) do
  table.insert(fields, field)
end
local totals = {}
local written = {}
for i, known in ipairs(hash.get_all(verdicts_key, fields)) do
  totals[fields[i]] = tonumber(known or 0) + counts[fields[i]]
  table.insert(written, fields[i])
  table.insert(written, string.format('%.0f', totals[fields[i]]))
end
hash.set_all(verdicts_key, written)

-- each reason has its own ring of slots, so that a flood of one does not displace the others
local kept = {}
for reason, list in pairs(samples) do
  for i = math.max(1, #list - slots + 1), #list do
    table.insert(kept, reason .. ' ' .. ((totals[reason] - #list + i) % slots))
    table.insert(kept, list[i])
  end
end
hash.set_all(samples_key, kept)

-- an empty table would be an object
return cjson.encode(outcome):sub(1, -2) .. ',"refused":' .. (#refused == 0 and '[]' or cjson.encode(refused)) .. '}'
