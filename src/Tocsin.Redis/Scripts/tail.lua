-- The newest entry of each borrower among the last entries of a log.
-- KEYS: log.  ARGV: how many entries to look at.  Answers pairs of sequence and borrower.
local answer, seen = {}, {}
for _, entry in ipairs(redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', ARGV[1])) do
  local fields = entry[2]
  for at = 1, #fields, 2 do
    if fields[at] == 'borrower' and not seen[fields[at + 1]] then
      seen[fields[at + 1]] = true
      table.insert(answer, string.match(entry[1], '^%d+'))
      table.insert(answer, fields[at + 1])
    end
  end
end
return answer
