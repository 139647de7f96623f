-- Notes how far an instance's journal has come; for one journal never back.
-- KEYS: anchors.
-- ARGV: instance, journal, last group, and the whole note, which begins with journal and last group.
-- Answers 1 noted, 0 a later group is noted already.
local noted = redis.call('HGET', KEYS[1], ARGV[1])
if noted then
  local journal, group = string.match(noted, '^(%x+) (%d+) ')
  if journal == ARGV[2] and tonumber(group) > tonumber(ARGV[3]) then return { '0' } end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[4])
return { '1' }
