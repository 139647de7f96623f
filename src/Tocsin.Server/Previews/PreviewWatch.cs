using System.Diagnostics;

namespace Tocsin.Server.Previews;

/// <summary>How far one preview is, and how long its parts took. Thread-safe.</summary>
internal sealed class PreviewWatch
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _rules;
    private long _reading;
    private long _evaluating;
    private PreviewStep _step = new(PreviewPhase.ReadingRules, 0, 0);

    /// <summary>How far it is.</summary>
    public PreviewStep Step => Volatile.Read(ref _step);

    /// <summary>How long reading and compiling the candidate took.</summary>
    public TimeSpan Rules => new(Interlocked.Read(ref _rules));

    /// <summary>How long it read the store or the journal and rested, with nothing computed.</summary>
    public TimeSpan Reading => new(Interlocked.Read(ref _reading));

    /// <summary>How long it looked at borrowers or decisions.</summary>
    public TimeSpan Evaluating => new(Interlocked.Read(ref _evaluating));

    /// <summary>How long it has taken so far.</summary>
    public TimeSpan Whole => Stopwatch.GetElapsedTime(_began);

    /// <summary>Tells how far it is.</summary>
    /// <param name="phase">What is being done.</param>
    /// <param name="done">How many borrowers or decisions are done in this phase.</param>
    /// <param name="total">How many there were when it began; 0 where that is not known before.</param>
    public void Tell(PreviewPhase phase, long done, long total) =>
        Volatile.Write(ref _step, new PreviewStep(phase, done, total));

    /// <summary>Notes that the candidate is read and compiled.</summary>
    public void EndRules() => Interlocked.Exchange(ref _rules, Whole.Ticks);

    /// <summary>Notes how a phase spent its time.</summary>
    /// <param name="whole">How long it took.</param>
    /// <param name="evaluating">For how much of that something was computed.</param>
    public void Spend(TimeSpan whole, TimeSpan evaluating)
    {
        var computed = Math.Min(whole.Ticks, evaluating.Ticks);
        Interlocked.Add(ref _evaluating, computed);
        Interlocked.Add(ref _reading, whole.Ticks - computed);
    }
}
