-- Makes this Redis a store at its first start and says what it is ever after.
-- KEYS: store.  ARGV: layout, epoch, partitions.  Answers the stored layout, epoch and partitions.
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('HSET', KEYS[1], 'layout', ARGV[1], 'epoch', ARGV[2], 'partitions', ARGV[3])
end
local stored = redis.call('HMGET', KEYS[1], 'layout', 'epoch', 'partitions')
return { stored[1] or '', stored[2] or '', stored[3] or '' }
