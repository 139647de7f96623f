using Spectre.Console;
using Tocsin.Cli.Values;

namespace Tocsin.Cli.Journaling;

/// <summary>Shows people how far work has come whose end nobody knows.</summary>
internal static class CountedWork
{
    private const int Step = 500;

    /// <summary>Does work that tells how many decisions it has read; nobody is shown it where nobody looks.</summary>
    public static async Task<T> ShowAsync<T>(CommandRun run, string what, Func<Action<long>, Task<T>> work)
    {
        if (run.Terminal.IsErrorRedirected) return await work(_ => { });
        return await run.Terminal.ErrorConsole.Status().StartAsync(what, context => work(count =>
        {
            if (count % Step == 0) context.Status = $"{what}: {CountText.Of(count, "decision")}";
        }));
    }
}
