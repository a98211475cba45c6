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

