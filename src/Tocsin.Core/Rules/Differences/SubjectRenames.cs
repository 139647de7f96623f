using System.Text;

namespace Tocsin.Core.Rules.Differences;

/// <summary>Finds subjects that go by another name in the later set.</summary>
internal static class SubjectRenames
{
    // What is known by its place has no name that could change.
    private static readonly RuleSubjectKind[] _nameless = [RuleSubjectKind.Bin, RuleSubjectKind.File];

    /// <summary>
    /// Pairs those of which one says that it replaces the other, then those that say the same as one other alone.
    /// </summary>
    /// <param name="before">The earlier list.</param>
    /// <param name="after">The later list.</param>
    /// <param name="found">For each of the later list the place of its pair in the earlier; -1 without.</param>
    /// <returns>The places in the later list of those that were paired here.</returns>
    public static HashSet<int> Pair(IReadOnlyList<Subject> before, IReadOnlyList<Subject> after, int[] found)
    {
        var paired = found.ToHashSet();
        var gone = Enumerable.Range(0, before.Count).Where(i => !paired.Contains(i) && IsNamed(before[i])).ToList();
        var come = Enumerable.Range(0, after.Count).Where(i => found[i] < 0 && IsNamed(after[i])).ToList();
        var renamed = new HashSet<int>();
        if (gone.Count == 0 || come.Count == 0) return renamed;
        foreach (var i in come)
        {
            var place = gone.FindIndex(earlier => Replaces(after[i], before[earlier]));
            if (place < 0) continue;
            found[i] = gone[place];
            gone.RemoveAt(place);
            renamed.Add(i);
        }

        var contents = gone.ToLookup(i => Content(before[i]), StringComparer.Ordinal);
        foreach (var alike in come.Where(i => found[i] < 0).GroupBy(i => Content(after[i]), StringComparer.Ordinal))
        {
            if (alike.Key.Length == 0 || alike.Count() != 1 || contents[alike.Key].Count() != 1) continue;
            found[alike.Single()] = contents[alike.Key].Single();
            renamed.Add(alike.Single());
        }

        return renamed;
    }

    private static bool IsNamed(Subject subject) =>
        !_nameless.Contains(subject.Kind) && !subject.Name.StartsWith('[');

    // Either way round: what a set takes back it calls by the name before.
    private static bool Replaces(Subject one, Subject other) => one.Kind == other.Kind
        && (one.TextOf("replaces") == other.Name || other.TextOf("replaces") == one.Name);

    // Everything that is said of it and of what stands in it; empty when nothing is.
    private static string Content(Subject subject)
    {
        var content = new StringBuilder();
        Write(subject, content);
        return subject.Facets.Count == 0 && subject.Lists.Count == 0 ? "" : content.ToString();
    }

    private static void Write(Subject subject, StringBuilder content)
    {
        content.Append((int)subject.Kind).Append('\n');
        foreach (var facet in subject.Facets.OrderBy(facet => facet.Key, StringComparer.Ordinal))
            content.Append(facet.Key).Append(' ').Append(FacetText.Exact(facet.Value)).Append('\n');
        foreach (var list in subject.Lists.OrderBy(list => list.Key, StringComparer.Ordinal))
        {
            content.Append(list.Key).Append(list.Items.Count).Append('\n');
            foreach (var item in list.Items)
            {
                content.Append(item.Key.Length).Append(item.Key);
                Write(item, content);
            }
        }
    }
}
