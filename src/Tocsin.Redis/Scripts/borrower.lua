-- Stands before commit.lua and repair.lua, which both make a borrower what a draft says.
-- KEYS: state, states, open, due, marks, borrower, borrowers, floor, log, draft, journal key, writes.
local state, states, open, due, marks, borrower, borrowers, floor, log, draft, journal_key, writes =
  unpack(KEYS)

-- The log's last sequence; 0 when it has no entry. There is no counter that could run ahead of the log.
local function head()
  local last = redis.call('XREVRANGE', log, '+', '-', 'COUNT', 1)[1]
  return last and tonumber(string.match(last[1], '^%d+')) or 0
end

-- Whose commit stopped half way, or nil. A draft whose entry never came is of no commit.
local function stopped()
  local id, revision = unpack(redis.call('HMGET', draft, 'borrower', 'revision'))
  if id and tonumber(revision) <= head() then return id end
end

local function index(id, is_open, due_at)
  redis.call('ZADD', states, 0, id)
  if is_open == '1' then redis.call('ZADD', open, 0, id) else redis.call('ZREM', open, id) end
  if due_at ~= '' then redis.call('ZADD', due, due_at, id) else redis.call('ZREM', due, id) end
end

-- Tells which state was written: its revision, features revision, activation and as-of.
local function tell(id, stamp)
  redis.call('SPUBLISH', writes, 'w ' .. table.concat(stamp, ' ') .. ' ' .. id)
end

-- Makes the borrower what the draft says. The draft goes last: as long as it is there, something may be missing.
local function finish(id)
  local erased, is_open, due_at = unpack(redis.call('HMGET', draft, 'erased', 'open', 'due'))
  local stamp = redis.call('HMGET', draft, 'revision', 'features_revision', 'activation', 'as_of')
  if erased then
    -- No features revision is given a second time, or a review that read what is erased would pass for one of what came
    -- after. A borrower that comes back begins above the floor.
    local gone = redis.call('HGET', borrower, '@revision') or '0'
    if tonumber(gone) > tonumber(redis.call('GET', floor) or '0') then redis.call('SET', floor, gone) end
    redis.call('DEL', journal_key)
    redis.call('DEL', borrower)
    redis.call('ZREM', borrowers, id)
    redis.call('HDEL', marks, id)
    redis.call('ZREM', due, id)
    redis.call('ZREM', open, id)
    redis.call('ZREM', states, id)
    redis.call('DEL', state)
    redis.call('DEL', draft)
    redis.call('SPUBLISH', writes, 'e ' .. id)
    return
  end
  index(id, is_open, due_at)
  redis.call('RENAME', draft, state)
  tell(id, stamp)
end
