namespace Tocsin.Core.Rules.Expressions;

/// <summary>Finds the name somebody probably meant.</summary>
internal static class NearestName
{
    // A hint is no promise: a name that nobody types, or thousands that it could be, are not worth the time.
    private const int LongestName = 64;
    private const int MaximumCandidates = 1_000;

    /// <summary>
    /// The candidate with the smallest edit distance, when it is at most a third of the name's length (and at least
    /// 2); else null, as for a name of more than 64 characters. Ties go to the ordinally first.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestName) return null;
        var allowed = Math.Max(2, name.Length / 3);
        return candidates
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= allowed)
            .Take(MaximumCandidates)
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .Where(found => found.Distance <= allowed)
            .OrderBy(found => found.Distance).ThenBy(found => found.Name, StringComparer.Ordinal)
            .Select(found => found.Name)
            .FirstOrDefault();
    }

    /// <summary>A sentence's end that names the nearest candidate, or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        Of(name, candidates) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
