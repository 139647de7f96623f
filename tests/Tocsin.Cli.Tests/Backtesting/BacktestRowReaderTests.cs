using System.Globalization;
using Tocsin.Cli.Backtesting;
using Tocsin.Cli.Loading;
using Tocsin.Core.Decisions;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Cli.Tests.Backtesting;

public sealed class BacktestRowReaderTests
{
    private static readonly RuleSet _rules =
        RuleSetReader.Read(RuleFolder.Read(Path.Combine(SharedData.Root, "rules"))).RuleSet!;

    public static TheoryData<string> Products { get; } = [.. _rules.Policies.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// The examples that stand beside the shipped rules, written as rows whose headers name features: each is decided
    /// as the example is.
    /// </summary>
    [Theory]
    [MemberData(nameof(Products))]
    public void Read_ShippedExamplesAsRows_AreDecidedAsTheExamplesAre(string product)
    {
        var policy = _rules.Policies[product];
        var examples = _rules.ReadExamples().Where(example => example.Product == product && IsPlain(example)).ToList();
        Assert.NotEmpty(examples);
        var features = examples.SelectMany(example => example.Features.Keys).Distinct()
            .Where(name => _rules.Catalogue.FindFeature(name) is { Aggregate: null }).ToList();
        string[] headers = ["at", "kind", "amount", "term", "purpose", .. features];
        var rows = examples.Select((example, index) => new CsvRow(index + 2, Cells(example, features), null)).ToList();
        var mapping = new BacktestMapping
        {
            AsOfColumn = "at",
            Set = new()
            {
                ["request.kind"] = "kind",
                ["request.amount"] = "amount",
                ["request.term_months"] = "term",
                ["request.purpose"] = "purpose",
            },
        };
        var plan = BacktestPlan.Read(new CsvRow(1, headers, null), rows, mapping, _rules);
        var reader = new BacktestRowReader(plan, _rules, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc);

        Assert.All(examples.Zip(rows), pair =>
        {
            var (read, refusals) = reader.Read(pair.Second);

            Assert.Empty(refusals);
            var wanted = Decider.Decide(_rules, policy, pair.First.ApplicationProfile(_rules.Layout));
            var made = Decider.Decide(_rules, policy, read!.Profile);
            Assert.Equal((pair.First.Name, wanted.Outcome), (pair.First.Name, made.Outcome));
            Assert.Equal((wanted.Score?.Points, wanted.Score?.Pd), (made.Score?.Points, made.Score?.Pd));
            Assert.Equal(
                wanted.Reasons.Select(reason => reason.Definition.Code),
                made.Reasons.Select(reason => reason.Definition.Code));
        });
    }

    [Theory]
    [InlineData("request.kind", "\"gift\"", "no kind of request")]
    [InlineData("request.term_months", "Term / 7", "must be an integer|of type integer")]
    [InlineData("sba_loan.guaranteed_fraction", "Term / 12", "must be")]
    public void Read_ValueThatTheRulesDoNotTake_RefusesTheRow(string name, string expression, string expected)
    {
        var mapping = new BacktestMapping { Set = new() { [name] = expression } };
        var row = new CsvRow(2, ["36"], null);
        var plan = BacktestPlan.Read(new CsvRow(1, ["Term"], null), [row], mapping, _rules);

        var reader = new BacktestRowReader(plan, _rules, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc);
        var (read, refusals) = reader.Read(row);

        Assert.Null(read);
        var refusal = Assert.Single(refusals);
        Assert.Equal((2, name, "VALUE_INVALID"), (refusal.Line, refusal.Column, refusal.Reason));
        Assert.Contains(
            expected.Split('|'), text => refusal.Message.Contains(text, StringComparison.Ordinal));
    }

    // Ages, further exposures and standing warnings are of a store, which a file is not.
    private static bool IsPlain(RuleExample example) => example.Stale.Count == 0 && example.Ages.Count == 0
        && example.Exposures.Count == 0 && example.Before.Count == 0;

    private static string[] Cells(RuleExample example, IReadOnlyList<string> features) =>
    [
        example.AsOf.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        DecisionRequest.KindText(example.Request.Kind),
        example.Request.Amount?.ToString("R", CultureInfo.InvariantCulture) ?? "",
        example.Request.TermMonths?.ToString(CultureInfo.InvariantCulture) ?? "", example.Request.Purpose ?? "",
        .. features.Select(name => example.Features.TryGetValue(name, out var value) ? value.ToCanonicalText() : ""),
    ];
}
