-- Takes the next activation number when nobody else did.
-- KEYS: activation, superseded.  ARGV: expected number, digest, time, origin, by, reason, how many superseded are kept.
-- Answers the new number, or nothing.
local number, digest, at, origin, by, reason, cause_of =
  unpack(redis.call('HMGET', KEYS[1], 'number', 'digest', 'at', 'origin', 'by', 'reason', 'cause_of'))
number = number or '0'
if number ~= ARGV[1] then return {} end
-- An older build that took the number left there what led to the one before.
if cause_of and cause_of ~= number then origin, by, reason = nil, nil, nil end

-- The activation that is there goes among the superseded first and the number is taken last: wherever this stops,
-- either nothing was taken, or everything is noted.
if number ~= '0' then
  local note = { digest = digest, at = at, origin = origin or '', by = by or '', reason = reason or '' }
  redis.call('HSET', KEYS[2], number, cjson.encode(note))
  redis.call('HDEL', KEYS[2], string.format('%.0f', tonumber(number) - tonumber(ARGV[7])))
end

local taken = string.format('%.0f', tonumber(number) + 1)
redis.call(
  'HSET', KEYS[1], 'number', taken, 'digest', ARGV[2], 'at', ARGV[3], 'origin', ARGV[4], 'by', ARGV[5],
  'reason', ARGV[6], 'cause_of', taken)
return { taken }
