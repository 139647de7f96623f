-- Applies a log entry again when its borrower's state was never brought up to it.
-- ARGV: id, sequence of the entry.  Answers 1 when it did, else 0.
local id, sequence = ARGV[1], ARGV[2]
local witnessed = redis.call('HGET', state, 'log')
if witnessed and tonumber(witnessed) >= tonumber(sequence) then return { '0' } end

local function read(fields)
  local entry = {}
  for at = 1, #fields, 2 do entry[fields[at]] = fields[at + 1] end
  return entry
end

local found = redis.call('XRANGE', log, sequence .. '-0', sequence .. '-0')[1]
if not found then return { '0' } end
local entry = read(found[2])
-- Without a state there is nothing left for an erasure to do.
if entry.borrower ~= id or (entry.erased == '1' and not witnessed) then return { '0' } end
-- Somebody may have committed since the entry was found, an erasure above all.
for _, later in ipairs(redis.call('XRANGE', log, '(' .. sequence .. '-0', '+')) do
  if read(later[2]).borrower == id then return { '0' } end
end
apply(entry, id, sequence, sequence)
return { '1' }
