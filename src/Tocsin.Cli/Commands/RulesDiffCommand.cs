using System.CommandLine;
using Tocsin.Cli.Loading;
using Tocsin.Cli.Reports;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Differences;
using Tocsin.Server.Endpoints;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules diff</c>: what differs between two rule sets, in the words of the rules.</summary>
internal sealed class RulesDiffCommand
{
    private readonly Argument<string> _first = new("BEFORE")
    {
        Description = "A folder of rules, 'live' for the server's active set, or a published digest of 8 or more "
            + "characters. Given alone it is what comes after the live set.",
    };

    private readonly Argument<string?> _second = new("AFTER")
    {
        Description = "The same of what comes after.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _fail = new("--fail-on-difference")
    {
        Description = "End with 10 when they do not say the same.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var diff = new RulesDiffCommand();
        var description = "Say what differs between two rule sets, rule by rule and parameter by parameter, and what "
            + "reads a changed parameter. Two folders need no server.";
        var command = new Command("diff", description) { diff._first, diff._second, diff._fail };
        return shell.OnRun(command, diff.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var (first, second) = (run.Get(_first), run.Get(_second));
        var (before, after) = second is null
            ? (RuleSetName.Live, RuleSetName.Of(first)) : (RuleSetName.Of(first), RuleSetName.Of(second));
        var answer = before.Files is { } earlier && after.Files is { } later
            ? Offline(earlier, later) : await AskAsync(run, before, after);
        await run.AnswerAsync(answer, page => DifferenceReport.Write(page, answer));
        var isSame = answer.Differences.Count == 0 && !answer.Truncated;
        return isSame || !run.Get(_fail) ? ExitCode.Done : ExitCode.RulesDiffer;
    }

    private static DiffRuleSetsResponse Offline(RuleFiles before, RuleFiles after)
    {
        var answer = DifferenceWire.Write(before, after, RuleSetDifferences.Between(before, after), live: "");
        if (before.Digest == after.Digest) answer.SameWarningDigest = true;
        else if (RuleSetReader.Read(before).Tested is { } earlier && RuleSetReader.Read(after).Tested is { } later)
            answer.SameWarningDigest = earlier.WarningDigest == later.WarningDigest;
        return answer;
    }

    private static async Task<DiffRuleSetsResponse> AskAsync(CommandRun run, RuleSetName before, RuleSetName after)
    {
        using var call = run.RuleSets.DiffRuleSets(run.LongCall);
        var stream = call.RequestStream;
        await stream.WriteAsync(
            new DiffRuleSetsRequest { Base = before.Digest, Candidate = after.Digest }, run.Stopping);
        foreach (var chunk in RuleFileChunks.Of(before.Files ?? new RuleFiles([])))
            await stream.WriteAsync(new DiffRuleSetsRequest { BaseFile = chunk }, run.Stopping);
        foreach (var chunk in RuleFileChunks.Of(after.Files ?? new RuleFiles([])))
            await stream.WriteAsync(new DiffRuleSetsRequest { CandidateFile = chunk }, run.Stopping);
        await stream.CompleteAsync();
        return await call.ResponseAsync;
    }
}
