using Spectre.Console;
using Tocsin.Cli.Values;

namespace Tocsin.Cli.Journaling;

/// <summary>Shows people how far work has come while they wait.</summary>
internal static class CountedWork
{
    private const int Step = 500;

    /// <summary>Does work that tells how many decisions it has read; nobody is shown it where nobody looks.</summary>
    public static Task<T> ShowAsync<T>(CommandRun run, string what, Func<Action<long>, Task<T>> work) =>
        SayAsync(run, what, show => work(count =>
        {
            if (count % Step == 0) show($"{what}: {CountText.Of(count, "decision")}");
        }));

    /// <summary>Does work that says in words how far it is; nobody is shown it where nobody looks.</summary>
    public static async Task<T> SayAsync<T>(CommandRun run, string what, Func<Action<string>, Task<T>> work)
    {
        if (run.Terminal.IsErrorRedirected) return await work(_ => { });
        return await run.Terminal.ErrorConsole.Status().StartAsync(
            what, context => work(words => context.Status = Markup.Escape(words)));
    }
}
