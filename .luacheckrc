-- Lua 5.1 as Redis 7 runs it: with less of the standard library, and what Redis adds. `require` takes a part's text in.
local function only(...)
  local fields = {}
  for _, name in ipairs({ ... }) do
    fields[name] = {}
  end
  return { fields = fields }
end

std = 'lua51'
not_globals = {
  'arg', 'debug', 'dofile', 'getfenv', 'io', 'loadfile', 'module', 'newproxy', 'os', 'package', 'print', 'setfenv',
}
read_globals = {
  'ARGV',
  'KEYS',
  bit = only('arshift', 'band', 'bnot', 'bor', 'bswap', 'bxor', 'lshift', 'rol', 'ror', 'rshift', 'tobit', 'tohex'),
  cjson = only('decode', 'encode', 'null'),
  cmsgpack = only('pack', 'unpack', 'unpack_limit', 'unpack_one'),
  redis = only('call', 'error_reply', 'log', 'pcall', 'sha1hex', 'status_reply', 'LOG_WARNING', 'LOG_NOTICE'),
}
max_line_length = 120

-- Parts that are put together as text, until they `require` each other: what one defines another uses.
local charge = { 'read_account', 'charge', 'write_account' }
files['functions/heatmap/apply.lua'].read_globals = { 'memory_of', 'seen' }
files['functions/heatmap/once.lua'].ignore = { '211/memory_of', '211/seen' }
files['functions/rental/activate.lua'].read_globals = charge
files['functions/rental/charge.lua'].ignore = { '211/read_account', '211/charge', '211/write_account' }
files['functions/rental/close.lua'] = { read_globals = charge, max_comment_line_length = false }
files['functions/rental/bind.lua'] = { read_globals = { 'HOLDS', 'TARIFFS' }, max_comment_line_length = false }
-- and comments of 121 columns
files['functions/device/owner.lua'].max_comment_line_length = false
files['functions/device/presence.lua'].max_comment_line_length = false
