using Tocsin.Conformance;
using Tocsin.Load.Servers;

namespace Tocsin.Load.Scenarios;

/// <summary>The redis-server is far away for a while.</summary>
internal sealed class RedisSlowScenario() : RedisScenario(
    "redis-slow",
    "Decisions and updates while everything to and from the redis-server takes 5 and then 50 milliseconds more, each "
    + "way; before, meanwhile and after.")
{
    private static readonly TimeSpan _some = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan _much = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    protected override async Task DoAsync(
        RedisServer redis, SlowWire wire, Func<string, TimeSpan, Task> phase, TimeSpan window)
    {
        await phase("before", window);
        wire.Delay = _some;
        await phase("5 ms each way", window);
        wire.Delay = _much;
        await phase("50 ms each way", window);
        wire.Delay = TimeSpan.Zero;
        await phase("after", window);
    }
}
