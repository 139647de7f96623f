using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Tocsin.Cli.Values;

namespace Tocsin.Cli.Commands;

/// <summary>The options of commands that read a period of the journal.</summary>
internal sealed class JournalPeriodOptions
{
    private readonly Option<string?> _from = new("--from")
    {
        Description = "Decisions journaled at this moment or later: a date or a moment, local without an offset; else "
            + "from the journal's beginning.",
        HelpName = "TIME",
    };
    private readonly Option<string?> _until = new("--until")
    {
        Description = "Decisions journaled before this moment; else until now.",
        HelpName = "TIME",
    };

    /// <summary>Keeps to one product.</summary>
    public Option<string?> Product { get; } = new("--product") { Description = "Only decisions of this product." };

    /// <summary>Adds the period's options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_from);
        command.Add(_until);
    }

    /// <summary>The first moment; null for the journal's beginning.</summary>
    /// <exception cref="CommandFailedException">It is no moment.</exception>
    public Timestamp? From(CommandRun run) =>
        MomentText.Read(run.Get(_from), _from.Name, run.Terminal.Clock.LocalTimeZone);

    /// <summary>The first moment after the period; null for now.</summary>
    /// <exception cref="CommandFailedException">It is no moment.</exception>
    public Timestamp? Until(CommandRun run) =>
        MomentText.Read(run.Get(_until), _until.Name, run.Terminal.Clock.LocalTimeZone);
}
