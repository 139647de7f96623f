namespace Tocsin.Journal.Files;

/// <summary>
/// The index of a segment that still grows, in memory. It is bounded by the segment's size: an entry is filed with its
/// 16 bytes of id and four of place. Thread-safe.
/// </summary>
internal sealed class SegmentIndex : ISegmentLookup
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DecisionId, uint> _decisions = [];
    private readonly Dictionary<DecisionId, List<uint>> _outcomes = [];
    private readonly Dictionary<ulong, uint> _layouts = [];

    /// <summary>Files the entry of a group.</summary>
    public void Add(EntryKey key, long offset)
    {
        lock (_gate)
        {
            if (key.Kind == EntryKind.Decision)
            {
                _decisions.TryAdd(key.Decision, (uint)offset);
            }
            else if (key.Kind == EntryKind.Layout)
            {
                _layouts.TryAdd(key.Layout, (uint)offset);
            }
            else if (key.Kind == EntryKind.Outcome)
            {
                if (!_outcomes.TryGetValue(key.Decision, out var offsets)) _outcomes[key.Decision] = offsets = [];
                if (offsets.Count == 0 || offsets[^1] != (uint)offset) offsets.Add((uint)offset);
            }
        }
    }

    /// <summary>Files every entry of a group.</summary>
    public void AddGroup(ReadOnlyMemory<byte> payload, long offset)
    {
        foreach (var entry in EntryReader.Split(payload)) Add(EntryReader.KeyOf(entry.Span), offset);
    }

    /// <inheritdoc/>
    public long? FindDecision(DecisionId decision)
    {
        lock (_gate) return _decisions.TryGetValue(decision, out var offset) ? offset : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<long> FindOutcomes(DecisionId decision)
    {
        lock (_gate)
            return _outcomes.TryGetValue(decision, out var offsets) ? [.. offsets.Select(offset => (long)offset)] : [];
    }

    /// <inheritdoc/>
    public long? FindLayout(ulong layout)
    {
        lock (_gate) return _layouts.TryGetValue(layout, out var offset) ? offset : null;
    }

    /// <summary>What is filed, each kind in the order of its ids.</summary>
    public IndexContent ToContent()
    {
        lock (_gate)
        {
            return new IndexContent(
                [.. _decisions.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key)],
                [.. _outcomes.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value.Select(at => (pair.Key, at)))],
                [.. _layouts.Select(pair => (pair.Key, pair.Value))]);
        }
    }

    /// <summary>The index of a segment's file, of every group that can be read.</summary>
    public static SegmentIndex Build(string segment)
    {
        var index = new SegmentIndex();
        using var file = FileWindow.Open(segment);
        foreach (var piece in SegmentPieces.Read(file))
        {
            // What was altered is filed as well, so that it is found and told rather than not found.
            if (piece.Kind is PieceKind.Group or PieceKind.Altered) index.AddGroup(piece.Payload, piece.Offset);
        }

        return index;
    }
}

/// <summary>What an index holds.</summary>
/// <param name="Decisions">Each decision and the offset of its group.</param>
/// <param name="Outcomes">Each decision that something became of, and the offset of a group that says so.</param>
/// <param name="Layouts">Each layout and the offset of its group.</param>
internal sealed record IndexContent(
    IReadOnlyList<(DecisionId Id, uint Offset)> Decisions, IReadOnlyList<(DecisionId Id, uint Offset)> Outcomes,
    IReadOnlyList<(ulong Id, uint Offset)> Layouts);
