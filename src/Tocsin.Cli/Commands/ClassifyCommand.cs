using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin classify</c>: asks how a borrower's exposures are classified.</summary>
internal sealed class ClassifyCommand
{
    private readonly Argument<string> _borrower = new("BORROWER") { Description = "The borrower." };
    private readonly Option<string> _exposure = SharedOptions.Exposure(
        "The exposure to answer for, and that --set is about; every open one when it is not given.");
    private readonly Option<bool> _renewal = new("--renewal")
    {
        Description = "Say, too, how a renewal of each may be classified.",
    };
    private readonly Option<long> _activation = new("--at-least-activation")
    {
        Description = "Refuse an answer of rules before this activation.",
    };
    private readonly Option<string> _requestId = new("--request-id") { Description = "Your own id, echoed." };
    private readonly Option<string[]> _set = SharedOptions.Set();

    private ClassifyCommand() { }

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var classify = new ClassifyCommand();
        var command = new Command("classify", "Classify a borrower's exposures, and say by which rows.")
        {
            classify._borrower, classify._exposure, classify._renewal, classify._activation, classify._requestId,
            classify._set,
        };
        return shell.OnRun(command, classify.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var request = new ClassifyExposuresRequest
        {
            RequestId = run.Get(_requestId) ?? "",
            BorrowerId = run.Get(_borrower),
            WithRenewal = run.Get(_renewal),
            AtLeastActivation = run.Get(_activation),
        };
        if (run.Get(_exposure) is { } exposure) request.ExposureIds.Add(exposure);
        request.Views.Add(await run.ReadAssignmentsAsync(run.Get(_set), run.Get(_exposure)));
        var answer = await run.Decisions.ClassifyExposuresAsync(request, run.Call);
        await run.AnswerAsync(
            answer, page => ClassificationReport.Write(page, answer, run.Terminal.Clock.LocalTimeZone));
        return ExitCode.Done;
    }
}
