using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tocsin.Core.Monitoring;

/// <summary>
/// Tells which decisions do not count because the same request was decided again: of one borrower's decisions with one
/// request id, one does not count when a later one follows within 24 hours. So the last counts, and any two that count
/// are more than 24 hours apart, in whatever order they are noted. Not thread-safe.
/// </summary>
/// <remarks>
/// Every decision of a stream is noted first, and then the stream is read again. Noted is the start of a SHA-256 (16
/// bytes), not the id: 48 bytes a decision.
/// </remarks>
public sealed class RepeatedRequests
{
    private static readonly TimeSpan _window = TimeSpan.FromHours(24);

    private readonly List<Note> _notes = [];
    private HashSet<long>? _superseded;

    /// <summary>How many of the noted decisions do not count.</summary>
    public long Count => Superseded.Count;

    private HashSet<long> Superseded => _superseded ??= Find();

    /// <summary>Notes a decision; one without a request id repeats nothing.</summary>
    public void Note(ScoredDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        Note(decision.Sequence, decision.Borrower, decision.RequestId, decision.AsOf);
    }

    /// <summary>Notes a decision by what tells repeats apart.</summary>
    public void Note(long sequence, string borrower, string requestId, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(borrower);
        ArgumentNullException.ThrowIfNull(requestId);
        if (requestId.Length == 0) return;
        // With its length before it no id can pass for a boundary.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{borrower.Length}:{borrower}{requestId}"));
        _notes.Add(new Note(BinaryPrimitives.ReadUInt128LittleEndian(hash), asOf.UtcTicks, sequence));
        _superseded = null;
    }

    /// <summary>True when the decision counts.</summary>
    public bool Counts(long sequence) => !Superseded.Contains(sequence);

    private HashSet<long> Find()
    {
        _notes.Sort();
        var superseded = new HashSet<long>();
        for (var i = 0; i + 1 < _notes.Count; i++)
        {
            var (one, next) = (_notes[i], _notes[i + 1]);
            if (one.Key == next.Key && next.Ticks - one.Ticks <= _window.Ticks) superseded.Add(one.Sequence);
        }

        return superseded;
    }
}

/// <summary>A noted decision; ordered by request, then moment, then place in the stream.</summary>
internal readonly record struct Note(UInt128 Key, long Ticks, long Sequence) : IComparable<Note>
{
    public int CompareTo(Note other)
    {
        var order = Key.CompareTo(other.Key);
        if (order == 0) order = Ticks.CompareTo(other.Ticks);
        return order != 0 ? order : Sequence.CompareTo(other.Sequence);
    }
}
