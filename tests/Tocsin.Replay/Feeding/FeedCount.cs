namespace Tocsin.Replay.Feeding;

/// <summary>What became of the updates.</summary>
internal sealed class FeedCount
{
    private const int MostKept = 5;

    private readonly List<string> _refusals = [];

    /// <summary>Taken: the values replaced what was stored, or were stored already.</summary>
    public int Taken { get; set; }

    /// <summary>Passed over by the server, which holds newer values.</summary>
    public int Older { get; set; }

    /// <summary>Refused by the server.</summary>
    public int Refused { get; private set; }

    /// <summary>All of them.</summary>
    public int Sent => Taken + Older + Refused;

    /// <summary>The first refusals, as the server told them.</summary>
    public IReadOnlyList<string> Refusals => _refusals;

    /// <summary>Notes a refusal.</summary>
    public void Refuse(string borrower, string message)
    {
        if (Refused++ < MostKept) _refusals.Add($"{borrower}: {message}");
    }
}
