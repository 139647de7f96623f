using Tocsin.Journal.Files;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Reading;

/// <summary>Finds a decision by its id, and what became of it.</summary>
internal sealed class DecisionSearch(IReadOnlyList<KnownSegment> segments)
{
    /// <summary>The decision of an id; null where none of the segments has it.</summary>
    public JournaledDecision? Find(DecisionId decision)
    {
        foreach (var at in InLikelyOrder(decision))
        {
            if (Offset(segments[at], decision) is { } offset
                && Read(segments[at], offset, decision) is var (record, isIntact))
            {
                var layout = GroupReading.ReadLayout(segments[at], record.Layout);
                return new JournaledDecision(record, layout, Outcomes(at, decision), isIntact);
            }
        }

        return null;
    }

    /// <summary>What became of a decision that stands in a segment, by its file's name.</summary>
    public IReadOnlyList<DecisionOutcomeRecord> Outcomes(string segment, DecisionId decision)
    {
        var first = 0;
        while (first < segments.Count && Path.GetFileName(segments[first].Path) != segment) first++;
        return Outcomes(first < segments.Count ? first : 0, decision);
    }

    /// <summary>
    /// The segment that was written at the moment which the id carries, its neighbours, and then all others: an index
    /// that was not read yet costs.
    /// </summary>
    private IEnumerable<int> InLikelyOrder(DecisionId decision)
    {
        var asOf = JournalTime.ToMicroseconds(decision.AsOf);
        var likely = segments.Count - 1;
        while (likely > 0 && segments[likely].CreatedAt > asOf) likely--;
        return Enumerable.Range(0, segments.Count).Reverse().OrderBy(at => Math.Abs(at - likely) <= 1 ? 0 : 1);
    }

    private static long? Offset(KnownSegment segment, DecisionId decision)
    {
        try
        {
            return segment.Search(lookup => lookup.FindDecision(decision));
        }
        catch (FileNotFoundException)
        {
            // Retention has taken it meanwhile.
            return null;
        }
    }

    private List<DecisionOutcomeRecord> Outcomes(int first, DecisionId decision)
    {
        // What becomes of a decision is journaled after it, so the segments before it are left alone.
        var outcomes = new List<DecisionOutcomeRecord>();
        foreach (var segment in segments.Skip(first)) outcomes.AddRange(Outcomes(segment, decision));
        return outcomes;
    }

    private static List<DecisionOutcomeRecord> Outcomes(KnownSegment segment, DecisionId decision)
    {
        try
        {
            return [.. segment.Search(lookup => lookup.FindOutcomes(decision))
                .SelectMany(offset => Entries(segment, offset, EntryKind.Outcome, decision).Entries)
                .Select(entry => EntryReader.Read(entry)?.Outcome).OfType<DecisionOutcomeRecord>()];
        }
        catch (FileNotFoundException)
        {
            // Retention has taken it meanwhile.
            return [];
        }
    }

    private static (DecisionRecord Record, bool IsIntact)? Read(
        KnownSegment segment, long offset, DecisionId decision)
    {
        var (entries, isIntact) = Entries(segment, offset, EntryKind.Decision, decision);
        var record = entries.Select(entry => EntryReader.Read(entry)?.Decision).FirstOrDefault();
        return record is null ? null : (record, isIntact);
    }

    private static (IEnumerable<ReadOnlyMemory<byte>> Entries, bool IsIntact) Entries(
        KnownSegment segment, long offset, EntryKind kind, DecisionId decision)
    {
        var (entries, isIntact) = GroupReading.Read(segment.Path, offset);
        return (entries.Where(entry => EntryReader.KeyOf(entry.Span) is var key
            && key.Kind == kind && key.Decision == decision), isIntact);
    }
}
