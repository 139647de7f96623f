using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Differences;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Differences;

/// <summary>No content is left out: whatever changes of the shipped rules is told, and of the right subject.</summary>
public sealed partial class RuleSetDifferencesTests
{
    private static readonly string[] _names =
        ["RuleName", "WorkflowName", "Name", "name", "code", "product", "grade", "year"];

    public static TheoryData<string> Paths => [.. EditedRules.Shipped.Files.Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Between_AnyLeafChanged_NamesWhatItIsOf(string path)
    {
        var count = 0;
        foreach (var (root, part) in Slices(path))
        {
            var before = FileOf(path, root);
            foreach (var leaf in Leaves(part).ToList())
            {
                var (name, place) = (NearestName(leaf, path), leaf.GetPath());
                var undo = Change(leaf);
                var differences = RuleSetDifferences.Between(before, FileOf(path, root)).Differences;
                undo();
                count++;
                if (place.EndsWith("schema", StringComparison.Ordinal)) Assert.Empty(differences);
                else
                    Assert.True(differences.Any(one => one.Subject.Contains(name, StringComparison.Ordinal)),
                        $"{place} of {name}: {string.Join('\n', differences)}");
            }

            Assert.Empty(RuleSetDifferences.Between(before, FileOf(path, root)).Differences);
        }

        Assert.True(count >= Leaves(EditedRules.Json(path)).Count());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Between_AnyMemberTakenAway_IsToldAndTheOtherWayRoundIsItsReverse(string path)
    {
        foreach (var (root, part) in Slices(path))
        {
            var before = FileOf(path, root);
            foreach (var member in Members(part).ToList())
            {
                var place = member.GetPath();
                var undo = Take(member);
                var after = FileOf(path, root);
                undo();
                if (place.EndsWith("schema", StringComparison.Ordinal)) continue;
                var there = RuleSetDifferences.Between(before, after).Differences;
                var back = RuleSetDifferences.Between(after, before).Differences;
                Assert.True(there.Count > 0, place);
                Assert.Equal(Texts(there), Texts(back.Select(Reversed)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Between_AnyMemberOfAnotherType_IsToldWhateverItIs(string path)
    {
        string[] others = ["7", "\"x\"", "[]", "{}", "[[1], {\"x\": null}]"];
        var step = 0;
        foreach (var (root, part) in Slices(path).Take(40))
        {
            var before = FileOf(path, root);
            foreach (var member in Members(part).ToList())
            {
                var place = member.GetPath();
                var other = JsonNode.Parse(others[step++ % others.Length])!;
                if (place.EndsWith("schema", StringComparison.Ordinal) || JsonNode.DeepEquals(member, other)) continue;
                member.ReplaceWith(other);
                var after = FileOf(path, root);
                other.ReplaceWith(member);
                var there = RuleSetDifferences.Between(before, after).Differences;
                var back = RuleSetDifferences.Between(after, before).Differences;
                Assert.True(there.Count > 0, $"{place} {other.ToJsonString()}");
                Assert.Equal(there.Count(IsNoMove), back.Count(IsNoMove));
            }
        }
    }

    private static bool IsNoMove(RuleDifference one) => one.Change != RuleChange.Moved;

    // Each member of a file's longest list with what stands beside the list: comparing whole files for each of their
    // leaves would take minutes.
    private static IEnumerable<(JsonNode Root, JsonNode Part)> Slices(string path)
    {
        var whole = EditedRules.Json(path);
        var longest = whole is not JsonObject top ? null : top.Where(member => member.Value is JsonArray)
            .OrderByDescending(member => member.Value!.AsArray().Count(item => item is JsonObject))
            .Select(member => member.Key).FirstOrDefault();
        if (longest is null)
        {
            yield return (whole, whole);
            yield break;
        }

        var items = whole[longest]!.AsArray().ToList();
        whole[longest] = new JsonArray(items[0]!.DeepClone());
        yield return (whole, whole);
        foreach (var item in items.Skip(1))
        {
            var part = item!.DeepClone();
            whole[longest] = new JsonArray(part);
            yield return (whole, part);
        }
    }

    private static RuleFiles FileOf(string path, JsonNode content) => EditedRules.Of((path, content.ToJsonString()));

    private static IEnumerable<string> Texts(IEnumerable<RuleDifference> differences) => differences
        .Where(one => one.Change != RuleChange.Moved)
        .Select(one => $"{one.Change} {one.Kind} {one.Facet} {one.Before} {one.After}").Order(StringComparer.Ordinal);

    private static RuleDifference Reversed(RuleDifference one) => one with
    {
        Change = one.Change switch
        {
            RuleChange.Added => RuleChange.Removed,
            RuleChange.Removed => RuleChange.Added,
            var same => same,
        },
        Before = one.After,
        After = one.Before,
    };

    // A null is no node; see Between_NullOfAnExample.
    private static IEnumerable<JsonNode> Members(JsonNode? node) => node switch
    {
        JsonObject holder => holder.Where(member => member.Value is not null)
            .SelectMany(member => Members(member.Value).Prepend(member.Value!)),
        JsonArray array => array.OfType<JsonNode>().SelectMany(item => Members(item).Prepend(item)),
        _ => [],
    };

    private static IEnumerable<JsonNode> Leaves(JsonNode? node) => node is JsonValue value ? [value]
        : Members(node).Where(member => member is JsonValue);

    private static Action Take(JsonNode member)
    {
        if (member.Parent is JsonArray array)
        {
            var i = member.GetElementIndex();
            array.RemoveAt(i);
            return () => array.Insert(i, member);
        }

        var (holder, key) = (member.Parent!.AsObject(), member.GetPropertyName());
        var place = holder.IndexOf(key);
        holder.Remove(key);
        return () => holder.Insert(place, key, member);
    }

    private static Action Change(JsonNode leaf)
    {
        var value = leaf.AsValue();
        JsonNode other = leaf.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>() + "~",
            JsonValueKind.Number => decimal.Parse(leaf.ToJsonString(), CultureInfo.InvariantCulture) + 0.5m,
            var kind => kind != JsonValueKind.True,
        };
        leaf.ReplaceWith(other);
        return () => other.ReplaceWith(leaf);
    }

    // What a file of examples is called stands in no key; what an example names, such as a grade, is not its name.
    private static string NearestName(JsonNode leaf, string path)
    {
        string[] keys = path.StartsWith("examples/", StringComparison.Ordinal) ? ["name"]
            : path == "ruleset.json" ? [] : _names;
        for (var node = leaf.Parent; node is not null; node = node.Parent)
        {
            // The name of what a rule does when it hits is none of ours.
            var isAction = node is JsonObject { Parent: JsonObject } && node.GetPropertyName() is "OnSuccess";
            if (node is not JsonObject holder || isAction) continue;
            if (Array.Find(keys, key => holder[key] is JsonValue) is { } found) return holder[found]!.ToString();
        }

        return "";
    }
}
