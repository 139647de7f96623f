using System.Globalization;
using System.Text.Json;

namespace Tocsin.Core.Rules.Differences;

/// <summary>Reads what the files of a rule set speak of, whatever is wrong with them.</summary>
/// <param name="documents">The rule set.</param>
/// <param name="left">The paths of files that are left out.</param>
internal sealed class SubjectReader(RuleDocuments documents, IReadOnlySet<string> left)
{
    private const int LongestName = 200;
    private readonly WorkflowUses _uses = new(documents);

    /// <summary>The subjects that stand in no other, in the order of telling.</summary>
    public IReadOnlyList<Subject> Read()
    {
        var subjects = new List<(int Rank, Subject Subject)>();
        foreach (var path in documents.Paths.Where(path => !left.Contains(path)))
        {
            if (documents.RootOf(path) is not { } root) continue;
            var rank = SubjectShapes.RankOf(path);
            var ofFile = path.StartsWith("workflows/", StringComparison.Ordinal)
                ? Workflows(path, root) : [ReadFile(path, root)];
            subjects.AddRange(ofFile.Select(subject => (rank, subject)));
        }

        return Distinct(subjects.OrderBy(one => one.Rank).ThenBy(one => one.Subject.Name, StringComparer.Ordinal)
            .Select(one => one.Subject with { Key = $"{one.Rank} {one.Subject.Key}" }));
    }

    // What has no name is known by its file.
    private static Subject ReadFile(string path, JsonElement root)
    {
        var shape = SubjectShapes.OfFile(path);
        var name = shape.NameOf(root) ?? shape.Kind switch
        {
            RuleSubjectKind.ExampleSet => path["examples/".Length..^(path.EndsWith(".json", StringComparison.Ordinal)
                ? ".json".Length : 0)],
            RuleSubjectKind.File => path,
            _ => "",
        };
        var subject = new Subject(shape.Kind, name, name, Cut(FacetText.Seen(name)), FacetText.Seen(path));
        Fill(subject, shape, root, FacetPlace.Root);
        return subject;
    }

    private IEnumerable<Subject> Workflows(string path, JsonElement root)
    {
        var stray = new Subject(RuleSubjectKind.File, path, path, FacetText.Seen(path), FacetText.Seen(path));
        if (root.ValueKind == JsonValueKind.Object)
        {
            yield return ReadWorkflow(path, root, 0);
            yield break;
        }

        if (root.ValueKind != JsonValueKind.Array) stray.Facets.Add(Facet.At(FacetPlace.Of("workflow"), root));
        foreach (var (i, item) in root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().Index() : [])
        {
            if (item.ValueKind == JsonValueKind.Object) yield return ReadWorkflow(path, item, i);
            else Value(stray, SubjectShapes.OfFile(path), FacetPlace.Root.At(i), item);
        }

        if (stray.Facets.Count > 0) yield return stray;
    }

    private Subject ReadWorkflow(string path, JsonElement element, int i)
    {
        var name = RuleJson.TextAt(element, "WorkflowName");
        var shape = SubjectShapes.OfWorkflow(name is null ? RuleSubjectKind.Rule : _uses.Of(name));
        var shown = Cut(FacetText.Seen(name ?? $"{path}{Number(i)}"));
        var subject = new Subject(RuleSubjectKind.Workflow, name ?? shown, shown, shown, FacetText.Seen(path));
        Fill(subject, shape, element, FacetPlace.Root);
        return subject;
    }

    private static void Fill(Subject subject, SubjectShape shape, JsonElement element, FacetPlace place)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Value(subject, shape, place.IsRoot ? FacetPlace.Of("value") : place, element);
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (place.IsRoot && member.Name == shape.NameKey && shape.NameOf(element) is not null) continue;
            // A path to a schema helps editors; no reader looks at it.
            if (place.IsRoot && member.Name == "$schema") continue;
            Value(subject, shape, place.At(member.Name), member.Value);
        }
    }

    private static void Value(Subject subject, SubjectShape shape, FacetPlace place, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                Fill(subject, shape, value, place);
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0
                && shape.Lists.TryGetValue(place.Key, out var list):
                ReadList(subject, shape, list, place, value);
                break;
            case JsonValueKind.Array when value.EnumerateArray().Any(IsStructured):
                foreach (var (i, item) in value.EnumerateArray().Index())
                    Value(subject, shape, place.At(i), item);
                break;
            // Readers take null for absent, but where an example says that a value is missing.
            case JsonValueKind.Null
                when subject.Kind is not (RuleSubjectKind.Example or RuleSubjectKind.ExampleSet):
                break;
            default:
                subject.Facets.Add(Facet.At(place, value));
                break;
        }
    }

    private static void ReadList(
        Subject holder, SubjectShape shape, SubjectListShape list, FacetPlace place, JsonElement array)
    {
        var items = new List<Subject>();
        foreach (var (i, item) in array.EnumerateArray().Index())
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                Value(holder, shape, place.At(i), item);
                continue;
            }

            var itemShape = list.Item();
            var name = itemShape.NameOf(item) ?? itemShape.Called?.Invoke(item) ?? Number(i);
            var shown = Cut(FacetText.Seen(name));
            var separator = itemShape.Kind == RuleSubjectKind.Feature ? "." : "/";
            var path = holder.Path.Length == 0 || holder.Kind == RuleSubjectKind.File
                ? shown : holder.Path + separator + shown;
            var subject = new Subject(itemShape.Kind, name, shown, path, holder.File) { Within = holder };
            Fill(subject, itemShape, item, FacetPlace.Root);
            items.Add(subject);
        }

        holder.Lists.Add(new SubjectList(place.Key, list.IsOrdered, Distinct(items)));
    }

    // Two of one name are told apart by which comes first: they are mistakes, or disabled rules.
    private static List<Subject> Distinct(IEnumerable<Subject> subjects)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var distinct = new List<Subject>();
        foreach (var subject in subjects)
        {
            var count = seen[subject.Key] = seen.GetValueOrDefault(subject.Key) + 1;
            distinct.Add(count == 1 ? subject : subject with { Key = $"{subject.Key}\u0000{count}" });
        }

        return distinct;
    }

    private static bool IsStructured(JsonElement item) => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static string Number(int i) => $"[{i.ToString(CultureInfo.InvariantCulture)}]";

    private static string Cut(string name) => name.Length > LongestName ? name[..LongestName] + "…" : name;
}
