-- Which states lag behind an entry of theirs, or are not there.
-- KEYS: states of one partition.  ARGV: the sequence of each one's entry.  Answers their places, from 0.
local answer = {}
for at, key in ipairs(KEYS) do
  local witnessed = redis.call('HGET', key, 'log')
  if not witnessed or tonumber(witnessed) < tonumber(ARGV[at]) then
    table.insert(answer, string.format('%.0f', at - 1))
  end
end
return answer
