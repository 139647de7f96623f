using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin features put</c>: stores new values of one borrower's views.</summary>
internal sealed class FeaturesPutCommand
{
    private readonly Argument<string> _borrower = new("BORROWER") { Description = "The borrower." };
    private readonly Option<string[]> _set = SharedOptions.Set();
    private readonly Option<string> _observedAt = new("--observed-at")
    {
        Description = "When the values held: a date or a moment, local without an offset. Now when it is not given.",
        HelpName = "T",
    };
    private readonly Option<string> _exposure = SharedOptions.Exposure(
        "The exposure that the values of views per exposure are about.");
    private readonly Option<bool> _correction = new("--correction")
    {
        Description = "Replace what is stored for that moment.",
    };
    private readonly Option<bool> _wait = new("--wait") { Description = "Answer after the borrower's review." };

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var put = new FeaturesPutCommand();
        put._set.Required = true;
        var description = "Put new values of a borrower. Each view that is named is replaced whole.";
        var command = new Command("put", description)
        {
            put._borrower, put._set, put._observedAt, put._exposure, put._correction, put._wait,
        };
        return shell.OnRun(command, put.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var request = new PutFeaturesRequest
        {
            BorrowerId = run.Get(_borrower),
            Correction = run.Get(_correction),
            WaitForReview = run.Get(_wait),
        };
        request.Views.Add(await run.ReadAssignmentsAsync(run.Get(_set), run.Get(_exposure)));
        var observedAt = MomentText.Read(run.Get(_observedAt), "--observed-at", run.Terminal.Clock.LocalTimeZone);
        foreach (var view in request.Views) view.ObservedAt = observedAt;
        var answer = await run.Features.PutFeaturesAsync(request, run.Call);
        await run.AnswerAsync(answer, page => Write(page, answer, request));
        return ExitCode.Done;
    }

    private static void Write(TerminalPage page, PutFeaturesResponse answer, PutFeaturesRequest request)
    {
        page.Fact("borrower", request.BorrowerId);
        page.Fact("features revision", $"{answer.Revision}");
        if (request.WaitForReview) page.Fact("reviewed", answer.Reviewed ? "yes" : "not yet");
        foreach (var view in answer.Views)
            page.Fact(ViewText.Of(view.View, view.ExposureId), EnumText.Of(view.Outcome));
        page.WriteFacts();
    }
}
