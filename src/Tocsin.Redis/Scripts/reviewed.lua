-- Notes the activation for which every borrower was reviewed; never lowers it.
-- KEYS: activation.  ARGV: number, digest of what its warnings depend on.  Answers the number that is noted now.
local noted = redis.call('HGET', KEYS[1], 'reviewed') or '0'
if tonumber(ARGV[1]) <= tonumber(noted) then return { noted } end
redis.call('HSET', KEYS[1], 'reviewed', ARGV[1], 'reviewed_warnings', ARGV[2])
return { ARGV[1] }
