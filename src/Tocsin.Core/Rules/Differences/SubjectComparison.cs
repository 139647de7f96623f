using System.Text.Json;

namespace Tocsin.Core.Rules.Differences;

/// <summary>Compares subjects of two rule sets, with all that stands in them.</summary>
/// <param name="list">Takes the differences.</param>
/// <param name="cancellation">Ends the comparison.</param>
internal sealed class SubjectComparison(DifferenceList list, CancellationToken cancellation)
{
    /// <summary>Compares subjects beside each other.</summary>
    public void Compare(IReadOnlyList<Subject> before, IReadOnlyList<Subject> after, bool isOrdered)
    {
        foreach (var pair in SubjectPairs.Of(before, after, isOrdered))
        {
            cancellation.ThrowIfCancellationRequested();
            if (list.IsCut) return;
            if (pair is { Before: { } earlier, After: { } later })
            {
                if (pair.IsRenamed) Add(RuleChange.Renamed, later, earlier.Name, later.Name);
                if (pair.IsMoved) Add(RuleChange.Moved, later, PlaceOf(earlier, before), PlaceOf(later, after));
                CompareFacets(earlier, later);
                CompareLists(earlier, later);
            }
            else if (pair.After is { } added) All(RuleChange.Added, added);
            else All(RuleChange.Removed, pair.Before!);
        }
    }

    private void Add(RuleChange change, Subject subject, string before, string after) => list.Add(
        new RuleDifference(change, subject.Kind, subject.Path, "", before, after, subject.File), subject);

    private static string PlaceOf(Subject subject, IReadOnlyList<Subject> among)
    {
        var place = among.TakeWhile(one => one != subject).Count();
        return place == 0 ? "first" : $"after {among[place - 1].Name}";
    }

    private void All(RuleChange change, Subject subject)
    {
        var isAdded = change == RuleChange.Added;
        var gist = subject.Gist();
        Add(change, subject, isAdded ? "" : gist, isAdded ? gist : "");
        foreach (var facet in subject.Facets) One(change, subject, facet, facet.Value, isPart: true);
        foreach (var item in subject.Lists.SelectMany(inner => inner.Items))
        {
            if (list.IsCut) return;
            All(change, item);
        }
    }

    private void One(RuleChange change, Subject subject, Facet facet, JsonElement value, bool isPart = false)
    {
        var text = FacetText.Of(value);
        var (before, after) = change == RuleChange.Added ? ("", text) : (text, "");
        var difference = new RuleDifference(
            change, subject.Kind, subject.Path, facet.Name, before, after, subject.File);
        list.Add(difference with { Unit = UnitOf(subject, facet) }, subject, isPart);
    }

    private void CompareFacets(Subject before, Subject after)
    {
        var earlier = before.Facets.ToDictionary(facet => facet.Key, StringComparer.Ordinal);
        foreach (var facet in after.Facets)
        {
            if (!earlier.Remove(facet.Key, out var was)) One(RuleChange.Added, after, facet, facet.Value);
            else if (!was.SaysAs(facet)) CompareValues(after, was, facet);
        }

        foreach (var facet in before.Facets.Where(facet => earlier.ContainsKey(facet.Key)))
            One(RuleChange.Removed, after, facet, facet.Value);
    }

    private void CompareValues(Subject subject, Facet before, Facet after)
    {
        if (before.IsMemberwise && after.IsMemberwise)
        {
            CompareMembers(subject, before, after);
            return;
        }

        var (earlier, later) = FacetText.Of(before.Value, after.Value);
        list.Add(new RuleDifference(
            RuleChange.Changed, subject.Kind, subject.Path, after.Name, earlier, later, subject.File)
        {
            Unit = UnitOf(subject, after),
        }, subject);
    }

    private void CompareMembers(Subject subject, Facet before, Facet after)
    {
        var (earlier, later) = (Members(before), Members(after));
        var gone = Without(earlier, later);
        var come = Without(later, earlier);
        foreach (var member in gone) One(RuleChange.Removed, subject, before, member.Value);
        foreach (var member in come) One(RuleChange.Added, subject, after, member.Value);
        if (!after.IsOrdered) return;
        var stayed = Without(earlier, gone).Select(member => member.Text);
        if (stayed.SequenceEqual(Without(later, come).Select(member => member.Text))) return;
        list.Add(new RuleDifference(
            RuleChange.Moved, subject.Kind, subject.Path, after.Name, FacetText.Of(before.Value),
            FacetText.Of(after.Value), subject.File), subject);
    }

    private static List<(string Text, JsonElement Value)> Members(Facet facet) =>
        [.. facet.Value.EnumerateArray().Select(member => (FacetText.Exact(member), member))];

    // A member that stands there twice and here once has gone once.
    private static List<(string Text, JsonElement Value)> Without(
        List<(string Text, JsonElement Value)> members, List<(string Text, JsonElement Value)> others)
    {
        var left = others.CountBy(other => other.Text).ToDictionary(StringComparer.Ordinal);
        return [.. members.Where(member => (left[member.Text] = left.GetValueOrDefault(member.Text) - 1) < 0)];
    }

    private void CompareLists(Subject before, Subject after)
    {
        foreach (var key in after.Lists.Concat(before.Lists).Select(inner => inner.Key).Distinct())
        {
            var (earlier, later) = (Find(before, key), Find(after, key));
            Compare(earlier?.Items ?? [], later?.Items ?? [], (later ?? earlier)!.IsOrdered);
        }
    }

    private static SubjectList? Find(Subject subject, string key) => subject.Lists.Find(inner => inner.Key == key);

    private static string UnitOf(Subject subject, Facet facet) => (subject.Kind, facet.Name) switch
    {
        (RuleSubjectKind.Parameter, "value") => subject.TextOf("unit"),
        (RuleSubjectKind.Feature, "min" or "max") => subject.TextOf("unit"),
        _ => "",
    };
}
