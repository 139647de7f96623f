-- Commits one borrower: log entry, indexes, state, mark, bell.
-- ARGV: id, expected revision, settles, erases, logs, committed-at, check, changes, features revision, activation,
-- as-of, due or empty, open, body or empty to keep the stored one, bell, partition, expected as-of or empty. Flags are
-- 1 or 0, times are microseconds since 1970.
-- Answers 0 committed, 1 revision differs or 2 superseded, and the sequence of the entry or 0; or 3 and the borrower
-- whose commit stopped half way and has to be completed first.
local id, expected = ARGV[1], ARGV[2]
local settles, erases, logs = ARGV[3] == '1', ARGV[4] == '1', ARGV[5] == '1'
local features_revision, activation, as_of, due_at, is_open, body =
  ARGV[9], ARGV[10], ARGV[11], ARGV[12], ARGV[13], ARGV[14]
-- The as-of that a commit names when it found no state: the year 1.
local NO_STATE = '-62135596800000000'

local half = stopped()
if half then return { '3', half } end
local stored = redis.call('HMGET', state, 'revision', 'features_revision', 'activation', 'as_of')
if (stored[1] or '0') ~= expected then return { '1', '0' } end
if ARGV[17] ~= '' and (stored[4] or NO_STATE) ~= ARGV[17] then return { '1', '0' } end
-- There is nothing to keep where nothing is stored.
if body == '' and not erases and not stored[1] then return { '1', '0' } end
if stored[1] and (tonumber(stored[2]) > tonumber(features_revision)
    or tonumber(stored[3]) > tonumber(activation)
    or tonumber(stored[4]) > tonumber(as_of)) then
  return { '2', '0' }
end
-- A review that read the features before an erasure must not bring the borrower back, nor pass for a review of what
-- came after. Where the state that it read still stands, nothing was erased.
local current = redis.call('HGET', borrower, '@revision')
local reviewed = tonumber(features_revision)
if not erases and reviewed ~= 0 and reviewed ~= tonumber(current or '0')
    and (reviewed > tonumber(current or '0')
      or not stored[1] and reviewed <= tonumber(redis.call('GET', floor) or '0')) then
  return { '2', '0' }
end

-- A state that no entry carries needs none to be erased: no subscriber was told of it.
local entered = logs or erases and expected ~= '0'
local sequence = '0'
local fields = { 'borrower', id, 'features_revision', features_revision, 'activation', activation, 'as_of', as_of,
  'due', due_at, 'open', is_open }
-- The body of a state that did not change stays as it is.
if body ~= '' then
  table.insert(fields, 'body')
  table.insert(fields, body)
end
table.insert(fields, 'revision')
if entered or erases then
  -- The draft first, then the entry, then what the draft says: wherever this stops, either the entry is not there and
  -- nothing was committed, or the draft can be completed.
  if entered then sequence = string.format('%.0f', head() + 1) end
  redis.call('DEL', draft)
  if erases then
    redis.call('HSET', draft, 'borrower', id, 'erased', '1', 'revision', sequence)
  else
    table.insert(fields, sequence)
    redis.call('HSET', draft, unpack(fields))
  end
  if entered then
    redis.call('XADD', log, sequence .. '-0', 'borrower', id, 'committed_at', ARGV[6], 'check', ARGV[7],
      'changes', ARGV[8])
  end
  finish(id)
else
  table.insert(fields, expected)
  index(id, is_open, due_at)
  redis.call('HSET', state, unpack(fields))
  tell(id, { expected, features_revision, activation, as_of })
end

if settles and not erases and (not current or current == features_revision) then redis.call('HDEL', marks, id) end
if entered then redis.call('PUBLISH', ARGV[15], ARGV[16]) end
return { '0', sequence }
