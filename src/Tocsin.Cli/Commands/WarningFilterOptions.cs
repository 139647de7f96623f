using System.CommandLine;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary>The options that select warnings; all given parts must match.</summary>
internal sealed class WarningFilterOptions
{
    private readonly Option<string[]> _labels = SharedOptions.Labels();

    private readonly Option<string[]> _families = new("--family")
    {
        Description = "Only indicators of this family; repeat for more.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _borrowers = new("--borrower")
    {
        Description = "Only this borrower; repeat for more.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string> _minimumLevel = new("--min-level")
    {
        Description = "Only warnings at this level or above.",
    };

    public WarningFilterOptions() => _minimumLevel.AcceptOnlyFromAmong("blue", "yellow", "orange", "red");

    /// <summary>Lets a command take these options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_labels);
        command.Add(_families);
        command.Add(_borrowers);
        command.Add(_minimumLevel);
    }

    /// <summary>The filter that was asked for.</summary>
    public WarningFilter Read(CommandRun run)
    {
        var filter = new WarningFilter { MinimumLevel = EnumText.Parse<WarningLevel>(run.Get(_minimumLevel)) };
        filter.BorrowerIds.Add(run.Get(_borrowers));
        filter.Families.Add(run.Get(_families));
        filter.Labels.Add(SharedOptions.ReadLabels(run, _labels));
        return filter;
    }
}
