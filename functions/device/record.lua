--[[
  A part: a device as it is kept, a string that holds a JSON object of texts, so that one call reads or writes all
  devices of a batch. What has been read is called `kept` everywhere; its fields are those of the key.

  record.read(device_key)           empty where nothing is known of the device. One call
  record.write(device_key, kept)    One call
  record.read_all(keys, first)      of the keys from the first on. One call for a thousand
  record.write_all(keys, all)       One call for a thousand
]]
local strings = require 'lib.strings'
local record = {}

function record.read(device_key)
  return cjson.decode(redis.call('GET', device_key) or '{}')
end

function record.write(device_key, kept)
  redis.call('SET', device_key, cjson.encode(kept))
end

function record.read_all(keys, first)
  local all = {}
  for i, text in ipairs(strings.get_all(keys, first)) do
    all[i] = text and cjson.decode(text) or {}
  end
  return all
end

function record.write_all(keys, all)
  local flat = {}
  for i, kept in ipairs(all) do
    table.insert(flat, keys[i])
    table.insert(flat, cjson.encode(kept))
  end
  strings.set_all(flat)
end

return record
