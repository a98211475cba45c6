--[[
  A part: the sequence memory of one device, which of its reports were seen.

  sequence.memory_of(device, boot, seq, at)  the memory of this boot, new or known; nil where it was perhaps forgotten
  sequence.seen(memory, seq, at)             "duplicate", "too_late", or nil after noting this sequence number

  device.boots holds the memories of the two boots with the newest reports. A memory is the last sequence number and
  64 bits for it and the 63 before: [boot, last seq, bits 0…31, bits 32…63, newest at]. Bits are two numbers because
  Lua 5.1 counts exactly to 2^53 only.
]]
local sequence = {}

local function advance(memory, by)
  if by >= 64 then
    memory[3], memory[4] = 0, 0
  elseif by >= 32 then
    memory[3], memory[4] = 0, bit.lshift(memory[3], by - 32)
  else
    memory[4] = bit.bor(bit.lshift(memory[4], by), bit.rshift(memory[3], 32 - by))
    memory[3] = bit.lshift(memory[3], by)
  end
end

function sequence.seen(memory, seq, at)
  local behind = memory[2] - seq
  if behind < 0 then
    advance(memory, -behind)
    memory[2] = seq
    behind = 0
  end
  if behind >= 64 then
    return 'too_late'
  end
  local word, mask = 3 + math.floor(behind / 32), bit.lshift(1, behind % 32)
  if bit.band(memory[word], mask) ~= 0 then
    return 'duplicate'
  end
  memory[word] = bit.bor(memory[word], mask)
  memory[5] = math.max(memory[5], at)
  return nil
end

-- The two boots with the newest reports are kept: an unknown boot older than both was perhaps forgotten.
function sequence.memory_of(device, boot, seq, at)
  local boots = device.boots
  local older = 1
  for i = 1, #boots do
    if boots[i][1] == boot then
      return boots[i]
    end
    if boots[i][5] < boots[older][5] then
      older = i
    end
  end
  local fresh = { boot, seq, 0, 0, at }
  if #boots < 2 then
    table.insert(boots, fresh)
  elseif at > boots[older][5] then
    boots[older] = fresh
  else
    return nil
  end
  return fresh
end

return sequence
