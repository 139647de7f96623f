namespace Tocsin.Server.Tests.Running;

/// <summary>
/// A row of changes in short: two rows have the same trail when they have the same changes in the same order. It
/// stays small however long the row is.
/// </summary>
/// <param name="Count">How many changes.</param>
/// <param name="Hash">FNV-1a over their ids, one after the other.</param>
/// <param name="Last">The last one's id; null before the first.</param>
internal readonly record struct ChangeTrail(long Count, ulong Hash, string? Last)
{
    private const ulong Prime = 1_099_511_628_211;
    private const ulong Basis = 14_695_981_039_346_656_037;

    /// <summary>The trail after one more change.</summary>
    public ChangeTrail With(string changeId)
    {
        var hash = Count == 0 ? Basis : Hash;
        foreach (var character in changeId) hash = (hash ^ character) * Prime;
        return new ChangeTrail(Count + 1, (hash ^ '\n') * Prime, changeId);
    }
}
