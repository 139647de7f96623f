-- Forgets an instance.
-- KEYS: seen, instances.  ARGV: instance.  Answers nothing.
-- Its note goes before its place: what has a place is found again, also where this stopped between.
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[1], ARGV[1])
return {}
