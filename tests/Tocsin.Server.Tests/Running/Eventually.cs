namespace Tocsin.Server.Tests.Running;

/// <summary>Waits, with a limit, for what nobody tells.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until something is so.</summary>
    /// <exception cref="TimeoutException">It did not come true in time.</exception>
    public static Task SoAsync(Func<bool> isSo, string what) => SoAsync(() => Task.FromResult(isSo()), what);

    /// <summary>Waits until something is so, which takes asking.</summary>
    /// <exception cref="TimeoutException">It did not come true in time.</exception>
    public static Task SoAsync(Func<Task<bool>> isSo, string what) => FoundAsync(
        async () => await isSo() ? what : null, what);

    /// <summary>Waits until something is there, and answers it.</summary>
    /// <exception cref="TimeoutException">It did not come in time.</exception>
    public static async Task<T> FoundAsync<T>(Func<Task<T?>> find, string what) where T : class
    {
        using var limit = new CancellationTokenSource(_limit);
        using var pause = new PeriodicTimer(_pause);
        try
        {
            while (true)
            {
                if (await find() is { } found) return found;
                await pause.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"Not in {_limit.TotalSeconds} s: {what}.");
        }
    }
}
