-- Takes the next activation number when nobody else did.
-- KEYS: activation.  ARGV: expected number, digest, time.  Answers the new number, or nothing.
local number = redis.call('HGET', KEYS[1], 'number') or '0'
if number ~= ARGV[1] then return {} end
local taken = string.format('%.0f', tonumber(number) + 1)
redis.call('HSET', KEYS[1], 'number', taken, 'digest', ARGV[2], 'at', ARGV[3])
return { taken }
