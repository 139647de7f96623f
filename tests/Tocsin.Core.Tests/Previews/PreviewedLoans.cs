using System.Text;
using Tocsin.Core.Features;
using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.Core.Tests.Decisions;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Tests.Previews;

/// <summary>
/// The rules of <see cref="SmallPolicy"/> with an indicator that is red from a debt of 500, and knock-outs that read
/// the level; and previews of one borrower that is sound but for its debt.
/// </summary>
internal static class PreviewedLoans
{
    private const string ServerViews = """
        "views":[{"name":"warnings","accept_from":["server"],"features":[
          {"name":"level","type":"text","order":["none","blue","yellow","orange","red"],"worse":"up"}]},
        """;

    private const string AtRed = """
        {"RuleName":"at_red","Expression":"warnings.level == \"red\"","Properties":{"tocsin":{"reason":"K03"}}},
        """;

    private const string Indicator = """
        {"WorkflowName":"early","Rules":[{"RuleName":"debt","Operator":"Or","Properties":{"tocsin":{
          "family":"fin","strength":"hard","title":{"zh":"债","en":"Debt"}}},"Rules":[
            {"RuleName":"red","Expression":"firm.debt >= 500"}]}]}
        """;

    private const string Conditions = """
        {"WorkflowName":"conditions","Rules":[
          {"RuleName":"account","Expression":"true",
           "Properties":{"tocsin":{"condition":"C01","due":"5wd","title":{"zh":"开户","en":"Account."}}}},
          {"RuleName":"pledge","Expression":"request.amount >= 50000",
           "Properties":{"tocsin":{"condition":"C02","title":{"zh":"担保","en":"Pledge."}}}}]}
        """;

    private const string Warnings = """
        {"workflows":["early"],"families":[{"code":"fin","title":{"zh":"财","en":"Money"}}]}
        """;

    private static readonly IReadOnlyList<(string Path, string Json)> _files =
    [
        .. new SmallPolicy().Rules.Files.Files.Select(file => (file.Path, Encoding.UTF8.GetString(file.Content.Span)))
            .Where(file => file.Path != "warnings.json"),
        ("workflows/early.json", Indicator), ("workflows/conditions.json", Conditions), ("warnings.json", Warnings),
    ];

    /// <summary>The live rules, as activation 7.</summary>
    public static ActivatedRuleSet Live { get; } = new(Edited(), 7, SmallRules.Noon);

    /// <summary>The live rules with texts changed.</summary>
    public static RuleSet Edited(params (string Path, string Old, string New)[] edits) =>
        SmallRules.Read([.. _files.Select(file => (file.Path, edits.Concat(Own)
            .Where(edit => edit.Path == file.Path)
            .Aggregate(file.Json, (text, edit) => text.Replace(edit.Old, edit.New, StringComparison.Ordinal))))]);

    /// <summary>The borrower, never looked at.</summary>
    public static BorrowerWarnings Unseen { get; } = BorrowerWarnings.Empty(BorrowerId.Parse("b1"));

    /// <summary>What is stored of it.</summary>
    public static StoredProfile Stored(double debt, long revision = 1) => new(BorrowerId.Parse("b1"), revision,
        SmallPolicy.Sound.GroupBy(pair => pair.Name.Split('.')[0]).ToDictionary(
            group => group.Key, group => new StoredView(SmallRules.Noon, group.ToDictionary(
                pair => pair.Name.Split('.')[1],
                pair => pair.Name == "firm.debt" ? FeatureValue.OfNumber(debt).ToCanonicalText() : pair.Value!))));

    /// <summary>What it is asked, as of noon.</summary>
    public static RuleSetPreview Preview(RuleSet candidate, PreviewOptions options) =>
        new(Live, candidate, options, SmallRules.Noon);

    private static (string Path, string Old, string New)[] Own =>
    [
        ("features.json", "\"views\":[", ServerViews),
        ("policies/loan.json", "\"product\":\"loan\",", "\"product\":\"loan\",\"conditions\":\"conditions\","),
        ("workflows/knock_outs.json", "\"Rules\":[", "\"Rules\":[" + AtRed),
    ];
}
