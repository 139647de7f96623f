-- Notes what an instance says of itself, and forgets those that have been silent for too long.
-- KEYS: seen, instances.
-- ARGV: instance, its note, microseconds of its lease, microseconds that a silent one is remembered, how many are at
-- most.
-- Answers nothing. Times are the server's own, in microseconds since 1970.
local seen, instances = KEYS[1], KEYS[2]
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])

-- The note goes before its place in the order: what has a place is found again, also where this stopped between.
local function forget(names)
  for _, name in ipairs(names) do
    redis.call('HDEL', instances, name)
    redis.call('ZREM', seen, name)
  end
end

redis.call('ZADD', seen, string.format('%.0f', now), ARGV[1])
redis.call('HSET', instances, ARGV[1], ARGV[2])
forget(redis.call('ZRANGEBYSCORE', seen, '-inf', string.format('(%.0f', now - tonumber(ARGV[4]))))
-- A time further ahead than a lease was written before the clock stepped back: it says nothing.
forget(redis.call('ZRANGEBYSCORE', seen, string.format('(%.0f', now + tonumber(ARGV[3])), '+inf'))
forget(redis.call('ZRANGE', seen, 0, -tonumber(ARGV[5]) - 1))
return {}
