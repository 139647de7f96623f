using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin features get</c>: shows what is stored of one borrower, and how fresh it is.</summary>
internal static class FeaturesGetCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var borrower = new Argument<string>("BORROWER") { Description = "The borrower." };
        var command = new Command("get", "Show a borrower's stored features and how fresh they are.") { borrower };
        return shell.OnRun(command, async run =>
        {
            var request = new GetProfileRequest { BorrowerId = run.Get(borrower) };
            var profile = await run.Features.GetProfileAsync(request, run.Call);
            await run.AnswerAsync(profile, page => Write(page, profile, run.Terminal.Clock.LocalTimeZone));
            return ExitCode.Done;
        });
    }

    private static void Write(TerminalPage page, GetProfileResponse profile, TimeZoneInfo local)
    {
        page.Fact("borrower", profile.BorrowerId);
        page.Fact("features revision", $"{profile.Revision}");
        page.Fact("rule set", RuleSetText.Of(profile.RuleSet));
        page.WriteFacts();
        foreach (var view in profile.Views)
        {
            var freshness = view.Stale ? "STALE since" : "fresh until";
            var until = view.StaleAt is null ? "" : $", {freshness} {MomentText.Text(view.StaleAt, local)}";
            var observed = $"observed {MomentText.Text(view.ObservedAt, local)}{until}";
            page.Line($"{ViewText.Of(view.View, view.ExposureId)}: {observed}",
                view.Stale ? "yellow" : "bold");
            foreach (var (name, value) in view.Features.OrderBy(feature => feature.Key, StringComparer.Ordinal))
                page.Fact($"  {name}", FeatureText.Of(value));
            page.WriteFacts();
        }
    }
}
