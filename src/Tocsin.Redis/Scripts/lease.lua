-- Gives one instance its share of the partitions to sweep, and keeps it for a while.
-- KEYS: sweepers, leases.  ARGV: holder, microseconds that a lease lasts (0 gives all up), partitions.
-- Answers the partitions that are the holder's now. Times are the server's own, in microseconds since 1970.
local sweepers, leases = KEYS[1], KEYS[2]
local holder, lasts, partitions = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
if lasts == 0 then
  redis.call('ZREM', sweepers, holder)
  return {}
end

local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local ends = now + lasts

-- A time further ahead than any lease lasts was written before the clock stepped back: it says nothing.
redis.call('ZREMRANGEBYSCORE', sweepers, '-inf', now)
redis.call('ZREMRANGEBYSCORE', sweepers, string.format('(%.0f', ends), '+inf')
redis.call('ZADD', sweepers, string.format('%.0f', ends), holder)
local share = math.ceil(partitions / redis.call('ZCARD', sweepers))

local mine, free = {}, {}
for partition = 0, partitions - 1 do
  local name = string.format('%.0f', partition)
  local owner = redis.call('HGET', leases, name)
  if owner == holder then
    -- What is more than the share is let go for those who have less.
    if #mine < share then table.insert(mine, name) else redis.call('HDEL', leases, name) end
  elseif not owner or not redis.call('ZSCORE', sweepers, owner) then
    table.insert(free, name)
  end
end

for _, name in ipairs(free) do
  if #mine == share then break end
  redis.call('HSET', leases, name, holder)
  table.insert(mine, name)
end

return mine
