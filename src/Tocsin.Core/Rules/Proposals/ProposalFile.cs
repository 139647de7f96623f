using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Documents;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules.Proposals;

/// <summary>The examples file that proposals stand on, and the one that is made of them.</summary>
internal sealed class ProposalFile
{
    private static readonly JsonDocumentOptions _lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private static readonly JsonSerializerOptions _written = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject _content;

    private ProposalFile(RuleFile file)
    {
        Path = file.Path;
        var content = file.Content.Span;
        if (content.StartsWith("\uFEFF"u8)) content = content[3..];
        _content = JsonNode.Parse(content, null, _lenient)!.AsObject();
        Product = (string?)_content["product"] ?? "";
    }

    /// <summary>Its path within the rule set.</summary>
    public string Path { get; }

    /// <summary>The product that it decides; empty when it looks at warnings alone.</summary>
    public string Product { get; }

    /// <summary>The first file for a product that lacks something, else the first; null without any.</summary>
    public static ProposalFile? Choose(RuleSet set, IReadOnlyList<RuleCoverage> gaps)
    {
        var files = set.Files.Files.Where(file => file.Path.StartsWith(ExampleReader.Folder, StringComparison.Ordinal))
            .Select(file => new ProposalFile(file)).ToList();
        var products = gaps.Select(gap => gap.Product).Where(product => product.Length > 0).ToHashSet();
        return files.Find(file => products.Contains(file.Product)) ?? files.FirstOrDefault();
    }

    /// <summary>The civil date, in a zone, as of which its examples are judged.</summary>
    public DateOnly CivilDate(string zone)
    {
        var asOf = DateTimeOffset.Parse(
            (string)_content["as_of"]!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(asOf, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);
    }

    /// <summary>An examples file of the proposals, whose expectations are what comes out.</summary>
    public string Write(RuleSet set, IReadOnlyList<Proposal> proposals)
    {
        var examples = new JsonArray([.. proposals.Select(Example)]);
        var file = (JsonObject)_content.DeepClone();
        file["examples"] = examples;
        // Read as any examples file, so that what comes out is what an activation would see.
        var problems = new ProblemList();
        var node = DocumentReader.Read(
            new RuleFile("examples/proposed.json", JsonSerializer.SerializeToUtf8Bytes(file)), problems)!;
        var runner = new ExampleRunner(set, node, problems, () => { });
        runner.Run();
        for (var i = 0; i < proposals.Count; i++)
            examples[i]!["expect"] = Expect(set, proposals[i], runner.Results[i].Example);
        return file.ToJsonString(_written) + "\n";
    }

    private static JsonObject Example(Proposal proposal)
    {
        var example = new JsonObject { ["name"] = proposal.Name };
        if (proposal.Before > WarningLevel.None)
        {
            example["before"] = new JsonObject
            {
                [proposal.Indicator!] = ExampleCheck.LevelText(proposal.Before),
            };
        }

        var name = proposal.Input.Name;
        if (proposal.Input.Feature is not null) example["change"] = new JsonObject { [name] = Node(proposal.Value) };
        else example["request"] = new JsonObject { [name["request.".Length..]] = Node(proposal.Value) };
        return example;
    }

    private static JsonNode? Node(FeatureValue? value) => value is not { } given ? null : given.Type switch
    {
        FeatureType.Number or FeatureType.Integer => JsonNode.Parse(given.ToCanonicalText()),
        FeatureType.Flag => JsonValue.Create(given.AsFlag),
        _ => JsonValue.Create(given.ToCanonicalText()),
    };

    private static JsonObject Expect(RuleSet set, Proposal proposal, RuleExample example)
    {
        var profile = example.Profile(set.Layout);
        if (proposal.Indicator is { } name)
        {
            var indicator = set.FindIndicator(name)!;
            return new JsonObject
            {
                ["warnings"] = new JsonObject { [name] = ExampleCheck.Judge(indicator, example, profile) },
            };
        }

        var decision = Decider.Decide(set, set.Policies[example.Product!], profile);
        var reasons = decision.Reasons.Select(reason => reason.Definition.Code).Distinct();
        var expect = new JsonObject
        {
            ["outcome"] = ExampleCheck.OutcomeText(decision.Outcome),
            ["reasons"] = new JsonArray([.. reasons.Select(code => JsonValue.Create(code))]),
            ["exact"] = true,
        };
        if (decision.Score is not { } score) return expect;
        if (score.Points is { } points) expect["score"] = points;
        expect["grade"] = score.Grade;
        if (score.Pd is { } pd) expect["pd"] = Math.Round(pd, 6);
        return expect;
    }
}
