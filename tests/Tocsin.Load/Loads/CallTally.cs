using System.Diagnostics;
using HdrHistogram;

namespace Tocsin.Load.Loads;

/// <summary>Counts calls that are answered at the same time. Safe for use by several threads.</summary>
internal sealed class CallTally
{
    private readonly Lock _adding = new();

    /// <summary>How long those took that were answered as they should be, in nanoseconds.</summary>
    public LongHistogram Latencies { get; } = LoadFigures.NewHistogram();

    /// <summary>How many were not.</summary>
    public long Wrong { get; private set; }

    /// <summary>What was wrong with the first of them; null when none was.</summary>
    public string? FirstFault { get; private set; }

    /// <summary>Counts a call that has just ended.</summary>
    /// <param name="due">When it was to be made, as <see cref="Stopwatch"/> counts.</param>
    /// <param name="fault">What was wrong with its answer, or null.</param>
    public void Add(long due, string? fault)
    {
        var took = Stopwatch.GetElapsedTime(due).TotalNanoseconds;
        lock (_adding)
        {
            if (fault is null)
            {
                Latencies.RecordValue(Math.Clamp((long)took, 1, LoadFigures.Longest));
                return;
            }

            Wrong++;
            FirstFault ??= fault;
        }
    }
}
