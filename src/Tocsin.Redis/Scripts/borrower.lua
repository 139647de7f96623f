-- Stands before commit.lua and repair.lua, which both make a borrower what an entry of the log says.
-- KEYS: state, states, open, due, marks, borrower, borrowers, floor, log.
local state, states, open, due, marks, borrower, borrowers, floor, log = unpack(KEYS)

-- The log's last sequence; 0 when it has no entry. There is no counter that could run ahead of the log.
local function head()
  local last = redis.call('XREVRANGE', log, '+', '-', 'COUNT', 1)[1]
  return last and tonumber(string.match(last[1], '^%d+')) or 0
end

-- The state goes last. It is the witness that all the rest was done: its field log is the log's last sequence when it
-- was written, and a lower one than the borrower's newest entry shows that a commit stopped half way.
local function apply(entry, id, revision, witnessed)
  if entry.erased == '1' then
    -- No features revision is given a second time, or a review that read what is erased would pass for one of what came
    -- after. A borrower that comes back begins above the floor.
    local gone = redis.call('HGET', borrower, '@revision') or '0'
    if tonumber(gone) > tonumber(redis.call('GET', floor) or '0') then redis.call('SET', floor, gone) end
    redis.call('DEL', borrower)
    redis.call('ZREM', borrowers, id)
    redis.call('HDEL', marks, id)
    redis.call('ZREM', due, id)
    redis.call('ZREM', open, id)
    redis.call('ZREM', states, id)
    redis.call('DEL', state)
    return
  end
  redis.call('ZADD', states, 0, id)
  if entry.open == '1' then redis.call('ZADD', open, 0, id) else redis.call('ZREM', open, id) end
  if entry.due ~= '' then redis.call('ZADD', due, entry.due, id) else redis.call('ZREM', due, id) end
  local fields = { 'revision', revision, 'log', witnessed, 'features_revision', entry.features_revision,
    'activation', entry.activation, 'as_of', entry.as_of, 'due', entry.due, 'open', entry.open }
  -- The body of a state that did not change stays as it is.
  if entry.body ~= '' then
    table.insert(fields, 'body')
    table.insert(fields, entry.body)
  end
  redis.call('HSET', state, unpack(fields))
end
