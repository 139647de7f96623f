-- Adds an approval to a rule set, once for each approver.
-- KEYS: rule set.  ARGV: approver, reason, time, the most approvals.
-- Answers the fields of the rule set with their values; nothing when it is not kept.
if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
local approvals = cjson.decode(redis.call('HGET', KEYS[1], 'approvals') or '[]')
local noted = #approvals >= tonumber(ARGV[4])
for _, approval in ipairs(approvals) do
  if approval.approver == ARGV[1] then noted = true end
end
if not noted then
  table.insert(approvals, { approver = ARGV[1], reason = ARGV[2], at = ARGV[3] })
  redis.call('HSET', KEYS[1], 'approvals', cjson.encode(approvals))
end
return redis.call('HGETALL', KEYS[1])
