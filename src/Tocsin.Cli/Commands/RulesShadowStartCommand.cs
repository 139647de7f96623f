using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules shadow start</c>: lets a published rule set decide beside the live one.</summary>
internal sealed class RulesShadowStartCommand
{
    private readonly Argument<string> _digest = PublishedDigest.Argument();
    private readonly Option<double?> _share = new("--share")
    {
        Description = "The share of decisions it makes too, above 0 to 1; all that the server allows without it.",
        HelpName = "N",
    };
    private readonly Option<TimeSpan?> _for = new("--for")
    {
        Description = "How long, such as 30m, 2h or 5d, from 1m; a day without it. It ends by itself.",
        HelpName = "D",
        CustomParser = Values.DurationText.ReadOptional,
    };
    private readonly Option<string> _reason = new("--reason")
    {
        Description = "Why, at most 500 characters; kept with it.",
    };
    private readonly Option<bool> _replace = new("--replace")
    {
        Description = "Take the place of a shadow that runs; without it such a start is refused.",
    };

    private RulesShadowStartCommand() => _share.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<double?>() is not (null or (> 0 and <= 1)))
            result.AddError("--share is above 0 to 1.");
    });

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var start = new RulesShadowStartCommand();
        var description = "Let a published rule set make live decisions too, on every instance, until a time. Answers, "
            + "journal and warnings stay what they are; 'rules shadow show' tells how the two differ.";
        var command = new Command("start", description)
        {
            start._digest, start._share, start._for, start._reason, start._replace,
        };
        return shell.OnRun(command, start.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var request = new StartShadowRequest
        {
            Digest = PublishedDigest.Read(run.Get(_digest)),
            Share = run.Get(_share) ?? 0,
            Reason = run.Get(_reason) ?? "",
            Replace = run.Get(_replace),
        };
        if (run.Get(_for) is { } duration) request.Duration = Duration.FromTimeSpan(duration);
        var answer = await run.RuleSets.StartShadowAsync(request, run.LongCall);
        await run.AnswerAsync(answer, page => ShadowText.Write(page, answer, run.Terminal.Clock.LocalTimeZone));
        return ExitCode.Done;
    }
}
