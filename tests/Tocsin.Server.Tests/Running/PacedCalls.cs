using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tocsin.Server.Tests.Running;

/// <summary>Begins calls at a fixed rate, on a thread that sleeps a tenth of a millisecond at a time.</summary>
internal static class PacedCalls
{
    private const int BeatNanoseconds = 100_000;
    private const double Rounding = 1e-6;

    /// <summary>How many calls there can be: no number reaches it.</summary>
    public static int Most(double rate, TimeSpan window) => (int)(rate * window.TotalSeconds) + 2;

    /// <summary>Begins them for a while.</summary>
    /// <param name="rate">How many a second.</param>
    /// <param name="window">For how long.</param>
    /// <param name="call">Given a call's number and when it is due, as <see cref="Stopwatch"/> counts.</param>
    /// <param name="stop">Ends it earlier.</param>
    /// <returns>Those that are not answered yet.</returns>
    public static async Task<IReadOnlyCollection<Task>> RunAsync(
        double rate, TimeSpan window, Func<long, long, Task> call, CancellationToken stop = default)
    {
        var begun = new TaskCompletionSource<IReadOnlyCollection<Task>>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => begun.SetResult(Begin(rate, window, call, stop)))
        {
            IsBackground = true,
            Name = nameof(PacedCalls),
        }.Start();
        return await begun.Task;
    }

    private static HashSet<Task> Begin(
        double rate, TimeSpan window, Func<long, long, Task> call, CancellationToken stop)
    {
        var pending = new HashSet<Task>();
        var (began, sent) = (Stopwatch.GetTimestamp(), 0L);
        // All that are due in the window are begun, also where the last of them come late.
        var all = (long)Math.Ceiling((window.TotalSeconds * rate) - Rounding);
        while (sent < all && !stop.IsCancellationRequested)
        {
            // The first is due at once.
            var due = 1 + (long)(Stopwatch.GetElapsedTime(began).TotalSeconds * rate);
            for (; sent < Math.Min(due, all); sent++)
            {
                var task = call(sent, began + (long)(sent * Stopwatch.Frequency / rate));
                if (!task.IsCompleted) pending.Add(task);
            }

            if (pending.Count > 1_000) pending.RemoveWhere(task => task.IsCompleted);
            Pause();
        }

        return pending;
    }

    private static void Pause()
    {
        // Elsewhere a thread cannot sleep so shortly; it gives its turn away instead.
        if (!OperatingSystem.IsLinux()) Thread.Yield();
        else _ = Sleep(new TimeSpec { Nanoseconds = BeatNanoseconds }, IntPtr.Zero);
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sleep(in TimeSpec wanted, IntPtr left);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
