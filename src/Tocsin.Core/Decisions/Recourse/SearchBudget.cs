namespace Tocsin.Core.Decisions.Recourse;

/// <summary>What is left of the bounds of a search. Not thread-safe.</summary>
internal sealed class SearchBudget(TimeProvider time, TimeSpan longest, int nodes)
{
    // Reading the clock costs as much as a small step of the search.
    private const int NodesPerLook = 32;

    private readonly long _started = time.GetTimestamp();
    private int _left = nodes;
    private int _sinceLook;

    /// <summary>True once a bound was reached.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Ends the search.</summary>
    public void Spend() => IsSpent = true;

    /// <summary>Takes one step; false when there is none left.</summary>
    public bool Take()
    {
        if (IsSpent) return false;
        if (--_left < 0) IsSpent = true;
        if (++_sinceLook >= NodesPerLook)
        {
            _sinceLook = 0;
            IsSpent |= time.GetElapsedTime(_started) >= longest;
        }

        return !IsSpent;
    }
}
