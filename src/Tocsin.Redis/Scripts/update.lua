-- Applies one update of a borrower's features, whole or not at all.
-- KEYS: borrower, borrowers, marks, floor.
-- ARGV: id, 1 for a correction or 0, then per view: name, observed-at, digest, number of values, and each value's
-- feature and text.
-- Answers the features revision and, per view: 0 applied, 1 older, 2 repeated, 3 conflict.
local borrower, borrowers, marks, floor = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, correction = ARGV[1], ARGV[2] == '1'
local OBSERVED_AT_LENGTH = 27
-- Lua spreads at most about 8,000 values over one call.
local SPREAD = 4000

local function judge(stored, observed_at, digest)
  if not stored then return '0' end
  -- Observed-at has one width, so the order of the texts is the order of the times.
  local stored_at = string.sub(stored, 1, OBSERVED_AT_LENGTH)
  if observed_at < stored_at then return '1' end
  if observed_at > stored_at then return '0' end
  if stored == observed_at .. ' ' .. digest then return '2' end
  return correction and '0' or '3'
end

local answer, replaced, fresh, values, stamps = { '' }, {}, {}, {}, {}
local changed, refused, replaces = false, false, false
local at = 3
while at <= #ARGV do
  local view, observed_at, digest, count = ARGV[at], ARGV[at + 1], ARGV[at + 2], tonumber(ARGV[at + 3])
  local stored = redis.call('HGET', borrower, view .. '@')
  local outcome = judge(stored, observed_at, digest)
  table.insert(answer, outcome)
  if outcome == '3' then refused = true end
  if outcome == '0' then
    changed = true
    if stored then
      replaced[view] = true
      replaces = true
    end
    for pair = at + 4, at + 2 + 2 * count, 2 do
      local field = view .. '.' .. ARGV[pair]
      fresh[field] = true
      table.insert(values, field)
      table.insert(values, ARGV[pair + 1])
    end
    table.insert(stamps, view .. '@')
    table.insert(stamps, observed_at .. ' ' .. digest)
  end
  at = at + 4 + 2 * count
end

local revision = redis.call('HGET', borrower, '@revision')
if refused or not changed then
  answer[1] = revision or '0'
  return answer
end

local gone = {}
if replaces then
  for _, field in ipairs(redis.call('HKEYS', borrower)) do
    local dot = string.find(field, '.', 1, true)
    if dot and replaced[string.sub(field, 1, dot - 1)] and not fresh[field] then table.insert(gone, field) end
  end
end

revision = string.format('%.0f', tonumber(revision or redis.call('GET', floor) or '0') + 1)
answer[1] = revision
-- The mark goes first and the stamps go last: wherever this stops, sending the update again completes it, and until
-- then the borrower waits for a review.
redis.call('HSET', marks, id, revision)
redis.call('ZADD', borrowers, 0, id)
for first = 1, #gone, SPREAD do
  redis.call('HDEL', borrower, unpack(gone, first, math.min(first + SPREAD - 1, #gone)))
end
for first = 1, #values, SPREAD do
  redis.call('HSET', borrower, unpack(values, first, math.min(first + SPREAD - 1, #values)))
end
table.insert(stamps, '@revision')
table.insert(stamps, revision)
redis.call('HSET', borrower, unpack(stamps))
return answer
