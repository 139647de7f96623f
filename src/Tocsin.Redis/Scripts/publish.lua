-- Keeps a rule set that is not kept yet.
-- KEYS: rule set, files, rule sets.
-- ARGV: archive of the files, time, digest, and the fields of the rule set with their values.
-- Answers the fields of the rule set that is kept now with their values: of several, the first.
if redis.call('EXISTS', KEYS[1]) == 0 then
  -- The rule set is noted last: whoever finds it finds its files and its place in the list too. A place that was noted
  -- for a rule set which never came is of another time than that of the one that comes later.
  redis.call('SET', KEYS[2], ARGV[1])
  redis.call('ZADD', KEYS[3], 0, ARGV[2] .. ' ' .. ARGV[3])
  redis.call('HSET', KEYS[1], unpack(ARGV, 4))
end
return redis.call('HGETALL', KEYS[1])
