-- Commits one borrower: log entry, indexes, state, mark, bell.
-- ARGV: id, expected revision, settles, erases, logs, committed-at, check, changes, features revision, activation,
-- as-of, due or empty, open, body or empty to keep the stored one, bell, partition, expected as-of or empty. Flags are
-- 1 or 0, times are microseconds since 1970.
-- Answers 0 committed, 1 revision differs or 2 superseded, and the sequence of the entry or 0.
local id, expected = ARGV[1], ARGV[2]
local settles, erases, logs = ARGV[3] == '1', ARGV[4] == '1', ARGV[5] == '1'
local entry = {
  erased = ARGV[4], features_revision = ARGV[9], activation = ARGV[10], as_of = ARGV[11], due = ARGV[12],
  open = ARGV[13], body = ARGV[14],
}
-- The as-of that a commit names when it found no state: the year 1.
local NO_STATE = '-62135596800000000'

local stored = redis.call('HMGET', state, 'revision', 'features_revision', 'activation', 'as_of')
if (stored[1] or '0') ~= expected then return { '1', '0' } end
if ARGV[17] ~= '' and (stored[4] or NO_STATE) ~= ARGV[17] then return { '1', '0' } end
-- There is nothing to keep where nothing is stored.
if entry.body == '' and not erases and not stored[1] then return { '1', '0' } end
if stored[1] and (tonumber(stored[2]) > tonumber(entry.features_revision)
    or tonumber(stored[3]) > tonumber(entry.activation)
    or tonumber(stored[4]) > tonumber(entry.as_of)) then
  return { '2', '0' }
end
-- A review that read the features before an erasure must not bring the borrower back, nor pass for a review of what
-- came after. Where the state that it read still stands, nothing was erased.
local current = redis.call('HGET', borrower, '@revision')
local reviewed = tonumber(entry.features_revision)
if not erases and reviewed ~= 0 and reviewed ~= tonumber(current or '0')
    and (reviewed > tonumber(current or '0')
      or not stored[1] and reviewed <= tonumber(redis.call('GET', floor) or '0')) then
  return { '2', '0' }
end

local last = head()
local revision, sequence = expected, '0'
-- A state that no entry carries needs none to be erased: no recovery could bring it back.
if logs or (erases and expected ~= '0') then
  last = last + 1
  sequence = string.format('%.0f', last)
  revision = sequence
  -- The entry goes first and carries the whole state, so that whatever is missing after it can be made from it.
  local fields = { 'borrower', id, 'committed_at', ARGV[6], 'check', ARGV[7], 'changes', ARGV[8] }
  local carried = erases and { 'erased' }
    or { 'features_revision', 'activation', 'as_of', 'due', 'open', 'body' }
  for _, name in ipairs(carried) do
    table.insert(fields, name)
    table.insert(fields, entry[name])
  end
  redis.call('XADD', log, sequence .. '-0', unpack(fields))
end

apply(entry, id, revision, string.format('%.0f', last))

if settles and not erases and (not current or current == entry.features_revision) then
  redis.call('HDEL', marks, id)
end
if sequence ~= '0' then redis.call('PUBLISH', ARGV[15], ARGV[16]) end
return { '0', sequence }
