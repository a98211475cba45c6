--[[
  A part: which reports of a device were seen, of the ten minutes that a memory is for.

  seen.note(memory, boot, seq)   whether it is seen for the first time; from now on it is seen

  A memory is { boot: { chunk: bits } }: each chunk stands for 32 sequence numbers, chunk 0 for 0 to 31.
]]
local seen = {}

function seen.note(memory, boot, seq)
  local chunks = memory[boot] or {}
  memory[boot] = chunks
  local chunk = string.format('%.0f', math.floor(seq / 32))
  local bits, mask = chunks[chunk] or 0, bit.lshift(1, seq % 32)
  if bit.band(bits, mask) ~= 0 then
    return false
  end
  chunks[chunk] = bit.bor(bits, mask)
  return true
end

return seen
