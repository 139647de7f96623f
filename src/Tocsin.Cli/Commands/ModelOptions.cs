using System.CommandLine;
using System.Globalization;
using Tocsin.Cli.Reports;
using Tocsin.Core.Monitoring;

namespace Tocsin.Cli.Commands;

/// <summary>The options of commands that report how a model did: how it is counted, and where reports go.</summary>
internal sealed class ModelOptions
{
    private readonly Option<double> _cut = new("--cut")
    {
        Description = "The PD above which a default is foretold, for the confusion table.",
        HelpName = "PD",
        DefaultValueFactory = _ => new ModelReportOptions().Cut,
    };
    private readonly Option<string?> _psiCuts = new("--psi-cuts")
    {
        Description = "The edges of the bins for the PSI: 0.1,0.2,0.3. Tenths of the baseline without them.",
        HelpName = "NUMBERS",
    };
    private readonly Option<string?> _psiOn = new("--psi-on")
    {
        Description = "What is binned: pd, or score. Without it the points of a scorecard, the PD of a formula.",
    };
    private readonly Option<FileInfo?> _baseline = new("--baseline")
    {
        Description = "Compare with a stored baseline.",
        HelpName = "FILE",
    };
    private readonly Option<FileInfo?> _saveBaseline;
    private readonly Option<string?> _json = new("--json")
    {
        Description = "Write the report as JSON, too; - writes it to the output alone.",
        HelpName = "FILE",
    };
    private readonly Option<FileInfo?> _html = new("--html")
    {
        Description = "Write the report as one HTML page with plots, too.",
        HelpName = "FILE",
    };

    /// <summary>Makes the options.</summary>
    /// <param name="saved">What --save-baseline stores.</param>
    public ModelOptions(string saved)
    {
        _saveBaseline = new Option<FileInfo?>("--save-baseline") { Description = saved, HelpName = "FILE" };
        _psiOn.AcceptOnlyFromAmong("pd", "score");
        _cut.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<double>() is >= 0 and <= 1)) result.AddError("--cut is from 0 to 1.");
        });
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [_cut, _psiCuts, _psiOn, _baseline, _saveBaseline, _json, _html];
        foreach (var option in all) command.Add(option);
    }

    /// <summary>True when a baseline is to be stored.</summary>
    public bool SavesBaseline(CommandRun run) => run.Get(_saveBaseline) is not null;

    /// <summary>The stored baseline to compare with; null where none is named.</summary>
    /// <exception cref="CommandFailedException">The file is no baseline, or one of another product.</exception>
    public ModelBaseline? Baseline(CommandRun run, string product)
    {
        if (run.Get(_baseline) is not { } file) return null;
        if (file.Length > BaselineFile.MaximumLength)
            throw CommandFailedException.Usage($"{file} is too long for a baseline.");
        var baseline = BaselineFile.Read(File.ReadAllText(file.FullName), out var problem)
            ?? throw CommandFailedException.Usage($"{file} is no baseline: {problem}");
        return baseline.Product == product ? baseline : throw CommandFailedException.Usage(
            $"{file} is a baseline of the product '{baseline.Product}', not of '{product}'.");
    }

    /// <summary>How the reports are made.</summary>
    /// <exception cref="CommandFailedException">The bins are none.</exception>
    public ModelReportOptions Report(CommandRun run, bool hasStoredBaseline)
    {
        if (hasStoredBaseline && (run.Get(_psiCuts) is not null || run.Get(_psiOn) is not null))
            throw CommandFailedException.Usage("A stored baseline has its bins: no --psi-cuts or --psi-on with it.");
        return new ModelReportOptions
        {
            Cut = run.Get(_cut),
            BinnedMeasure = run.Get(_psiOn) switch
            {
                "pd" => ScoreMeasure.Pd,
                "score" => ScoreMeasure.Score,
                _ => null,
            },
            Bins = run.Get(_psiCuts) is { } cuts ? Bins(cuts) : null,
        };
    }

    /// <summary>Writes the baseline, the files and the answer, as the options say.</summary>
    public async Task AnswerAsync(CommandRun run, ModelAnswer answer)
    {
        if (run.Get(_saveBaseline) is { } baseline)
            await File.WriteAllTextAsync(baseline.FullName, BaselineFile.Write(answer.Baseline), run.Stopping);
        if (run.Get(_html) is { } page)
            await File.WriteAllTextAsync(page.FullName, ModelPage.Of(answer.Facts, answer.Parts), run.Stopping);
        var json = run.Get(_json);
        if (json is not (null or "-")) await File.WriteAllTextAsync(json, answer.Json() + "\n", run.Stopping);
        if (json == "-" || run.IsJson) await run.Terminal.Out.WriteLineAsync(answer.Json());
        else answer.Write(new TerminalPage(run.Terminal.Console));
    }

    private static ScoreBins Bins(string cuts)
    {
        var edges = new List<double>();
        foreach (var text in cuts.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var edge))
                throw CommandFailedException.Usage($"--psi-cuts: '{text}' is no number.");
            edges.Add(edge);
        }

        return ScoreBins.AreEdges(edges) ? ScoreBins.Of(edges)
            : throw CommandFailedException.Usage(
                $"--psi-cuts: numbers that ascend, at most {ScoreBins.MaximumEdges}, such as 0.1,0.2,0.3.");
    }
}
