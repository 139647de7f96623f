-- Every instance at one moment, by the server's own clock. Times are in microseconds since 1970.
-- KEYS: seen, instances.  Answers the time, and per instance: its name, when it was seen and its note.
local clock = redis.call('TIME')
local answer = { string.format('%.0f', tonumber(clock[1]) * 1000000 + tonumber(clock[2])) }
local places = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for at = 1, #places, 2 do
  local note = redis.call('HGET', KEYS[2], places[at])
  if note then
    table.insert(answer, places[at])
    table.insert(answer, string.format('%.0f', tonumber(places[at + 1])))
    table.insert(answer, note)
  end
end
return answer
