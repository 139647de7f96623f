using Tocsin.Core.Storage;
using Tocsin.Journal.Files;
using Tocsin.Journal.Verifying;

namespace Tocsin.Journal.Tests.Running;

/// <summary>Alters a journal's files in the ways that must be found, each on the files as they were.</summary>
internal sealed class JournalTampering(string folder, JournalAnchor anchor, int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Each way with what it was found as; empty for one that was not found.</summary>
    public IReadOnlyList<(string What, string Found)> Run() =>
    [
        ("a flipped byte", Try(Any(), FlipByte)),
        ("a removed record", Try(WithEntries(3), path => EditEntries(path, swap: false, rehash: false))),
        ("the same, and its group's hash made anew", Try(
            WithEntries(3), path => EditEntries(path, swap: false, rehash: true))),
        ("a removed group", Try(Any(), path => EditGroups(path, groups => groups.RemoveAt(At(groups))))),
        ("a swapped pair of records", Try(WithEntries(3), path => EditEntries(path, swap: true, rehash: false))),
        ("a swapped pair of groups", Try(Any(), path => EditGroups(path, Swap))),
        ("a cut tail", Try(
            SegmentPath.List(folder)[^1], path => EditGroups(path, groups => groups.RemoveAt(groups.Count - 1)))),
    ];

    private string Try(string path, Action<string> alter)
    {
        var before = File.ReadAllBytes(path);
        alter(path);
        var found = JournalVerifier.Verify(folder, anchor).Findings.Where(finding => finding.IsDamage)
            .Select(finding => $"{finding.Kind} ({finding.Segment} at {finding.Offset}, group {finding.Group})");
        File.WriteAllBytes(path, before);
        return string.Join(", ", found);
    }

    private void FlipByte(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
        File.WriteAllBytes(path, bytes);
    }

    private static void EditEntries(string path, bool swap, bool rehash) => EditGroups(path, groups =>
    {
        var at = groups.FindIndex(group => GroupEditing.Entries(group).Count >= 3);
        var entries = GroupEditing.Entries(groups[at]).ToList();
        if (swap) (entries[1], entries[2]) = (entries[2], entries[1]);
        else entries.RemoveAt(1);
        groups[at] = GroupEditing.WithEntries(groups[at], entries, rehash);
    });

    private static void EditGroups(string path, Action<List<byte[]>> edit)
    {
        var groups = GroupEditing.Groups(path).ToList();
        edit(groups);
        GroupEditing.Lay(path, groups);
    }

    private void Swap(List<byte[]> groups)
    {
        var at = At(groups);
        (groups[at], groups[at + 1]) = (groups[at + 1], groups[at]);
    }

    // Never the last one: that is the cut tail.
    private int At(List<byte[]> groups) => _random.Next(groups.Count - 1);

    private string Any()
    {
        var segments = SegmentPath.List(folder).Where(path => GroupEditing.Groups(path).Count > 2).ToList();
        return segments[_random.Next(segments.Count)];
    }

    private string WithEntries(int entries) => SegmentPath.List(folder).First(path =>
        GroupEditing.Groups(path).Any(group => GroupEditing.Entries(group).Count >= entries));
}
