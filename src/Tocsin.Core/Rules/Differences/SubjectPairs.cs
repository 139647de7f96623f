namespace Tocsin.Core.Rules.Differences;

/// <summary>Finds the same subjects of two lists.</summary>
internal static class SubjectPairs
{
    /// <summary>The pairs in the order of the later list; what was removed comes where it stood.</summary>
    public static IReadOnlyList<SubjectPair> Of(
        IReadOnlyList<Subject> before, IReadOnlyList<Subject> after, bool isOrdered)
    {
        var places = before.Index().ToDictionary(one => one.Item.Key, one => one.Index, StringComparer.Ordinal);
        var found = after.Select(one => places.GetValueOrDefault(one.Key, -1)).ToArray();
        PairWithinGaps(before, after, found);
        var renamed = SubjectRenames.Pair(before, after, found);
        var kept = isOrdered ? LongestRise(found) : null;
        var paired = found.ToHashSet();
        var pairs = new List<SubjectPair>();
        var told = 0;
        for (var i = 0; i < after.Count; i++)
        {
            for (; told <= found[i]; told++)
                if (!paired.Contains(told)) pairs.Add(new SubjectPair(before[told], null));
            pairs.Add(new SubjectPair(found[i] < 0 ? null : before[found[i]], after[i])
            {
                IsRenamed = renamed.Contains(i),
                IsMoved = kept is not null && found[i] >= 0 && !kept.Contains(found[i]),
            });
        }

        for (; told < before.Count; told++)
            if (!paired.Contains(told)) pairs.Add(new SubjectPair(before[told], null));
        return pairs;
    }

    // A bin has no name but its bound: one whose bound was moved is the one that stands between the same neighbours.
    private static void PairWithinGaps(IReadOnlyList<Subject> before, IReadOnlyList<Subject> after, int[] found)
    {
        var matched = found.Where(place => place >= 0).ToHashSet();
        var gaps = new Dictionary<int, Queue<int>>();
        for (int i = 0, anchor = -1; i < before.Count; i++)
        {
            if (matched.Contains(i)) anchor = i;
            else if (before[i].Kind == RuleSubjectKind.Bin)
            {
                if (!gaps.TryGetValue(anchor, out var gap)) gaps.Add(anchor, gap = new Queue<int>());
                gap.Enqueue(i);
            }
        }

        for (int i = 0, anchor = -1; i < after.Count; i++)
        {
            if (found[i] >= 0) anchor = found[i];
            else if (gaps.TryGetValue(anchor, out var gap) && gap.TryDequeue(out var place)) found[i] = place;
        }
    }

    // The most that can be taken for having stayed where they were: all others were moved.
    private static HashSet<int> LongestRise(int[] found)
    {
        var ends = new List<int>();
        var last = new List<int>();
        var previous = new int[found.Length];
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i] < 0) continue;
            var length = ends.BinarySearch(found[i]);
            if (length < 0) length = ~length;
            previous[i] = length == 0 ? -1 : last[length - 1];
            if (length == ends.Count)
            {
                ends.Add(found[i]);
                last.Add(i);
            }
            else (ends[length], last[length]) = (found[i], i);
        }

        var rise = new HashSet<int>();
        for (var i = last.Count == 0 ? -1 : last[^1]; i >= 0; i = previous[i]) rise.Add(found[i]);
        return rise;
    }
}
