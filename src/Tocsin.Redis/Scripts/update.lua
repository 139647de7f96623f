-- Applies one update of a borrower's features, whole or not at all.
-- KEYS: borrower, borrowers, marks, floor, writes.
-- ARGV: id, 1 for a correction or 0, the revision it was made from or nothing, then per view: name, observed-at,
-- digest, number of features whose value before is kept, their names, number of values, and each value's feature and
-- text.
-- Answers the features revision and, per view: 0 applied, 1 older, 2 repeated, 3 conflict. Where it was made from
-- another revision than the stored one, that is the whole answer.
local borrower, borrowers, marks, floor, writes = unpack(KEYS)
local id, correction, expected = ARGV[1], ARGV[2] == '1', ARGV[3]
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

-- The value that a feature had before its present one; what a correction replaces never held.
local function previous(view, feature, value, corrects)
  local stored = redis.call('HGET', borrower, view .. '.' .. feature)
  if stored and stored ~= value and not corrects then return stored end
  return redis.call('HGET', borrower, view .. '.' .. feature .. '_previous')
end

-- The revision is written last, so that an update which stopped on its way still expects the one that is there.
local revision = redis.call('HGET', borrower, '@revision')
if expected ~= '' and expected ~= (revision or '0') then return { revision or '0' } end

local answer, replaced, fresh, kept_values, values, stamps = { '' }, {}, {}, {}, {}, {}
local changed, refused, replaces = false, false, false

local function put(fields, field, value)
  fresh[field] = true
  table.insert(fields, field)
  table.insert(fields, value)
end

local function set(fields, first, last)
  for from = first, last, SPREAD do
    redis.call('HSET', borrower, unpack(fields, from, math.min(from + SPREAD - 1, last)))
  end
end

local at = 4
while at <= #ARGV do
  local view, observed_at, digest, kept = ARGV[at], ARGV[at + 1], ARGV[at + 2], tonumber(ARGV[at + 3])
  local first_kept = at + 4
  local count = tonumber(ARGV[first_kept + kept])
  local first = first_kept + kept + 1
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
    local sent = {}
    for pair = first, first + 2 * count - 2, 2 do sent[ARGV[pair]] = ARGV[pair + 1] end
    local corrects = stored and string.sub(stored, 1, OBSERVED_AT_LENGTH) == observed_at
    -- The value before goes ahead of the present one, from which it is told.
    for name = first_kept, first_kept + kept - 1 do
      local before = previous(view, ARGV[name], sent[ARGV[name]], corrects)
      if before then put(kept_values, view .. '.' .. ARGV[name] .. '_previous', before) end
    end
    for pair = first, first + 2 * count - 2, 2 do put(values, view .. '.' .. ARGV[pair], ARGV[pair + 1]) end
    table.insert(stamps, view .. '@')
    table.insert(stamps, observed_at .. ' ' .. digest)
  end
  at = first + 2 * count
end

if refused or not changed then
  answer[1] = revision or '0'
  return answer
end

local gone = {}
if replaces then
  for _, field in ipairs(redis.call('HKEYS', borrower)) do
    -- An exposure's id, in brackets, may have dots of its own.
    local dot = string.find(field, '.', (string.find(field, ']', 1, true) or 0) + 1, true)
    if dot and replaced[string.sub(field, 1, dot - 1)] and not fresh[field] then table.insert(gone, field) end
  end
end

revision = string.format('%.0f', tonumber(revision or redis.call('GET', floor) or '0') + 1)
answer[1] = revision
table.insert(stamps, '@revision')
table.insert(stamps, revision)
-- The mark goes first and the stamps go last, the values of a small update in one with them: wherever this stops,
-- sending the update again completes it, and until then the borrower waits for a review. What is kept of before goes
-- ahead of what takes it away.
local late = math.max(#values - SPREAD, 0)
for at = late + 1, #values do table.insert(stamps, values[at]) end
redis.call('HSET', marks, id, revision)
redis.call('ZADD', borrowers, 0, id)
set(kept_values, 1, #kept_values)
for first = 1, #gone, SPREAD do
  redis.call('HDEL', borrower, unpack(gone, first, math.min(first + SPREAD - 1, #gone)))
end
set(values, 1, late)
redis.call('HSET', borrower, unpack(stamps))
redis.call('SPUBLISH', writes, 'f ' .. revision .. ' ' .. id)
return answer
