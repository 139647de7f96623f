using StackExchange.Redis;

namespace Tocsin.Redis.Tests;

/// <summary>A script that an error stops after some of its calls; what it did until then stays done.</summary>
internal static class StoppedScript
{
    /// <summary>Runs it; false when it came to its end before that many calls.</summary>
    public static async Task<bool> IsStoppedAfterAsync(
        int calls, IDatabase look, RedisScript script, RedisKey[] keys, RedisValue[] arguments)
    {
        var limit = $$"""
            local left, real = {{calls}}, redis.call
            local redis = { call = function(...)
              left = left - 1
              if left < 0 then error('stopped') end
              return real(...)
            end }

            """;
        try
        {
            await look.ScriptEvaluateAsync(limit + script.Text, keys, arguments);
            return false;
        }
        catch (RedisServerException error) when (error.Message.Contains("stopped", StringComparison.Ordinal))
        {
            return true;
        }
    }
}
