using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules show</c>: the rule set that answers now, whole or in part.</summary>
internal static class RulesShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var path = new Option<string>("--path")
        {
            Description = "Only what is called so or lies below: a view, 'view.feature', product, workflow, indicator.",
        };
        var command = new Command("show", "Show the rule set that answers now.") { path };
        return shell.OnRun(command, async run =>
        {
            var ruleSet = await run.GetActiveRuleSetAsync();
            if (run.Get(path) is { } wanted) Keep(ruleSet, wanted);
            await run.AnswerAsync(ruleSet, page => Write(page, ruleSet, run.Terminal.Clock.LocalTimeZone));
            return ExitCode.Done;
        });
    }

    private static void Keep(GetActiveRuleSetResponse ruleSet, string path)
    {
        KeepOnly(ruleSet.Products, product => product.Product == path);
        KeepOnly(ruleSet.Workflows, workflow => workflow.Workflow == path);
        KeepOnly(ruleSet.Indicators, indicator => indicator.Indicator == path || indicator.Family == path);
        foreach (var view in ruleSet.Views.Where(view => view.View != path))
            KeepOnly(view.Features, feature => $"{view.View}.{feature.Feature}" == path);
        KeepOnly(ruleSet.Views, view => view.View == path || view.Features.Count > 0);
        var kept = ruleSet.Products.Count + ruleSet.Workflows.Count + ruleSet.Indicators.Count + ruleSet.Views.Count;
        if (kept == 0)
            throw new CommandFailedException(ExitCode.NotFound, $"The active rule set has nothing called '{path}'.");
    }

    private static void KeepOnly<T>(IList<T> items, Func<T, bool> wanted)
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (!wanted(items[i])) items.RemoveAt(i);
        }
    }

    private static void Write(TerminalPage page, GetActiveRuleSetResponse ruleSet, TimeZoneInfo local)
    {
        page.Fact("name", ruleSet.Name);
        page.Fact("revision", ruleSet.Revision);
        page.Fact("owner", ruleSet.Owner);
        page.Fact("rule set", RuleSetText.Of(ruleSet.RuleSet));
        page.Fact("active since", MomentText.Text(ruleSet.ActivatedAt, local));
        if (ruleSet.Review is { Complete: false } review)
            page.Fact("review", $"under way, {review.Reviewed} of {review.Borrowers} borrowers so far");
        page.Table("Products", ["product", "title", "currency"], ruleSet.Products.Select(product =>
            new[] { product.Product, TitleText.Of(product.Title), product.Currency }));
        page.Table("Workflows", ["workflow", "rules"], ruleSet.Workflows.Select(workflow =>
            new[] { workflow.Workflow, $"{workflow.Rules}" }));
        page.Table("Warning indicators", ["indicator", "family", "title", "levels"],
            ruleSet.Indicators.Select(indicator => new[]
            {
                indicator.Indicator, indicator.Family, TitleText.Of(indicator.Title),
                string.Join(", ", indicator.Levels.Select(EnumText.Of)),
            }));
        page.Table("Features", ["feature", "type", "unit", "title", "accepted from"],
            ruleSet.Views.SelectMany(view => view.Features.Select(feature => new[]
            {
                $"{view.View}.{feature.Feature}", EnumText.Of(feature.Type), feature.Unit,
                TitleText.Of(feature.Title), SourcesOf(view),
            })));
        if (ruleSet.FolderProblems.Count > 0)
            page.Line("The rules folder holds files that cannot be activated:", "red");
        RuleProblemReport.Write(page, ruleSet.FolderProblems);
    }

    private static string SourcesOf(FeatureViewSummary view) => (view.AcceptsFeed, view.AcceptsRequest) switch
    {
        (true, true) => "feed, request",
        (true, false) => "feed",
        (false, true) => "request",
        _ => "",
    };
}
