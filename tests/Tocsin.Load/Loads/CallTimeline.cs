using System.Diagnostics;

namespace Tocsin.Load.Loads;

/// <summary>
/// When each call of a load at a fixed rate was due and when it was answered, and so when nothing was answered though
/// something was due. Whatever stops the callers shows in it too: they share the machine.
/// </summary>
/// <param name="calls">How many calls there are at most.</param>
internal sealed class CallTimeline(int calls)
{
    private readonly long[] _due = new long[calls];

    // Zero for a call that was not answered as it should be: such calls are counted elsewhere and wait for nothing.
    private readonly long[] _answered = new long[calls];

    /// <summary>Notes that a call is made.</summary>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="due">When it was to be made, as <see cref="Stopwatch"/> counts.</param>
    public void Begin(long number, long due) => _due[number] = due;

    /// <summary>Notes that it is answered as it should be.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="at">When, as <see cref="Stopwatch"/> counts.</param>
    public void End(long number, long at) => Volatile.Write(ref _answered[number], at);

    /// <summary>Finds the stalls, once no call is under way any more.</summary>
    public StallFigures Stalls() => StallFigures.Find(_due, _answered);
}
