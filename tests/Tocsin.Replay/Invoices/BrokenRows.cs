namespace Tocsin.Replay.Invoices;

/// <summary>Rows that could not be used. All are counted, the first are kept to be told.</summary>
internal sealed class BrokenRows
{
    /// <summary>How many are kept.</summary>
    public const int MostKept = 20;

    private readonly List<string> _told = [];

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    /// <summary>The first of them: file, line and what is wrong.</summary>
    public IReadOnlyList<string> Told => _told;

    /// <summary>Notes one.</summary>
    public void Add(string file, int line, string fault)
    {
        if (Count++ < MostKept) _told.Add($"{file} line {line}: {fault}");
    }
}
