--[[
  A part: writes that are done once, however often they are requested (lib/idempotency.ts).

  once.find(key, fingerprint)         the text of the record that this request has left, nil when it comes first;
                                      a second result says why it is refused. One call
  once.keep(key, record, lifetime)    leaves a record (a table with `fingerprint`) for so many ms. One call
]]
local once = {}

function once.find(key, fingerprint)
  local text = redis.call('GET', key)
  if not text then
    return nil
  end
  if cjson.decode(text).fingerprint ~= fingerprint then
    return nil, 'idempotency_key_reused'
  end
  return text
end

function once.keep(key, record, lifetime)
  redis.call('SET', key, cjson.encode(record), 'PX', string.format('%.0f', lifetime))
end

return once
