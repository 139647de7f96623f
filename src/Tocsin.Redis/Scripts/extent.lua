-- How far a log goes, at one moment.
-- KEYS: log.  Answers the last entry's sequence and check and the oldest sequence; nothing when there is no entry.
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
if not last then return {} end
local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
local check = '0'
for at = 1, #last[2], 2 do
  if last[2][at] == 'check' then check = last[2][at + 1] end
end
return { string.match(last[1], '^%d+'), check, string.match(oldest[1], '^%d+') }
