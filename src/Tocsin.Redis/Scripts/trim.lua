-- Drops some of the oldest entries of a log, never the last one; call it until it drops none.
-- KEYS: log.  ARGV: how many to keep, microseconds since 1970 before which a commit is too old.
-- Answers how many went.
local STEP_BY_COUNT, STEP_BY_AGE = 1000, 100
local keep, before = tonumber(ARGV[1]), tonumber(ARGV[2])
local length = redis.call('XLEN', KEYS[1])
local gone = math.max(0, math.min(length - keep, STEP_BY_COUNT))
if gone == 0 then
  for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', STEP_BY_AGE)) do
    local old = false
    for at = 1, #entry[2], 2 do
      if entry[2][at] == 'committed_at' then old = tonumber(entry[2][at + 1]) < before end
    end
    if not old or gone == length - 1 then break end
    gone = gone + 1
  end
end
if gone > 0 then redis.call('XTRIM', KEYS[1], 'MAXLEN', length - gone) end
return { string.format('%.0f', gone) }
