using System.Text.Json;
using StackExchange.Redis;
using Tocsin.Core.Rules.Publishing;

namespace Tocsin.Redis;

/// <summary>A published rule set to and from the fields of its hash, and its place in the list by time.</summary>
internal static class RedisRuleSet
{
    /// <summary>The fields with their values, without approvals.</summary>
    public static RedisValue[] Write(RulePublication publication) =>
    [
        "digest", publication.Digest, "name", publication.Name, "revision", publication.Revision,
        "author", publication.Author, "reason", publication.Reason, "at", RedisTime.ToText(publication.At),
    ];

    /// <summary>What a script answered; null when it was nothing.</summary>
    public static RulePublication? Read(string[] fields) =>
        Read(fields.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal));

    /// <summary>What a hash holds; null when there is none.</summary>
    public static RulePublication? Read(HashEntry[] fields) => Read(fields.ToStringDictionary());

    /// <summary>Where it stands in the list: the order of the texts is that of time, then digest.</summary>
    public static string PlaceOf(RulePublication publication) =>
        $"{RedisTime.ToText(publication.At)} {publication.Digest}";

    /// <summary>The digest of a place.</summary>
    public static string DigestOf(RedisValue place)
    {
        var text = place.ToString();
        return text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..];
    }

    private static RulePublication? Read(Dictionary<string, string> fields) => fields.Count == 0
        ? null
        : new RulePublication(
            fields["digest"], fields["name"], fields["revision"], fields["author"], fields["reason"],
            RedisTime.FromText(fields["at"]))
        {
            Approvals = fields.TryGetValue("approvals", out var approvals) ? ReadApprovals(approvals) : [],
        };

    private static RuleApproval[] ReadApprovals(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.EnumerateArray().Select(approval => new RuleApproval(
                Text(approval, "approver"), Text(approval, "reason"), RedisTime.FromText(Text(approval, "at")))),
        ];
    }

    private static string Text(JsonElement approval, string name) => approval.GetProperty(name).GetString()!;
}
