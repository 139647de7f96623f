using System.CommandLine;
using Tocsin.Cli.Backtesting;
using Tocsin.Cli.Values;

namespace Tocsin.Cli.Commands;

/// <summary>The options of <c>tocsin backtest</c> that say what columns mean.</summary>
internal sealed class BacktestOptions
{
    private const int LongestName = 24;

    private readonly Option<FileInfo?> _mapping = new("--mapping")
    {
        Description = "A JSON file that says what the columns mean: set, map, types, view, outcome, split, part_names, "
            + "granted, borrower_column, request_column, as_of_column. Options add to it and take its place.",
        HelpName = "FILE",
    };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "A feature, or request.kind, amount, term_months or purpose, as an expression over columns in "
            + "the language of rules: 'sba_loan.real_estate=Term >= 240'. Headers are names; what is no letter or "
            + "digit in them is written _. An empty cell is missing. Repeat for more.",
        HelpName = "view.feature=EXPRESSION",
        DefaultValueFactory = _ => [],
    };
    private readonly Option<string[]> _map = new("--map")
    {
        Description = "The feature of a column that holds it as it is; repeat for more. Headers that name a feature "
            + "need none.",
        HelpName = "column=view.feature",
        DefaultValueFactory = _ => [],
    };
    private readonly Option<string[]> _types = new("--type")
    {
        Description = "The type of a column that expressions read: number, integer, flag, text or date; repeat for "
            + $"more. Else it is told from the first {Backtest.RowsForTypes} rows.",
        HelpName = "column=TYPE",
        DefaultValueFactory = _ => [],
    };
    private readonly Option<string?> _view = new("--view")
    {
        Description = "The view of headers that name a feature only.",
    };
    private readonly Option<string?> _outcome = Expression(
        "--outcome", "True where the borrower defaulted: 'Default == 1'. Without it there is no AUC, KS and the like.");
    private readonly Option<string?> _split = Expression(
        "--split", "True for the rows of the baseline, such as those a model was made of: 'Selected == 1'. The others "
        + "are compared with them.");
    private readonly Option<string?> _partNames = new("--part-names")
    {
        Description = "The names of the two parts, the baseline's first. [default: baseline,rest]",
        HelpName = "NAME,NAME",
    };
    private readonly Option<string?> _granted = Expression(
        "--granted", "True where the loan was granted in the end, false where not; for overrides.");
    private readonly Option<string?> _borrowerColumn = new("--borrower-column")
    {
        Description = "The column that names the borrower.",
    };
    private readonly Option<string?> _requestColumn = new("--request-column")
    {
        Description = "The column with the request's id. Of one borrower's rows with one id, each that another follows "
            + "within 24 hours does not count.",
    };
    private readonly Option<string?> _asOfColumn = new("--as-of-column")
    {
        Description = "The column with the moment as of which is decided.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all =
        [
            _set, _map, _types, _view, _mapping, _outcome, _split, _partNames, _granted, _borrowerColumn,
            _requestColumn, _asOfColumn,
        ];
        foreach (var option in all) command.Add(option);
    }

    /// <summary>What the columns mean.</summary>
    /// <exception cref="CommandFailedException">An option or the file cannot be used.</exception>
    public BacktestMapping Mapping(CommandRun run)
    {
        var file = run.Get(_mapping) is { } path ? BacktestMapping.Read(path) : new BacktestMapping();
        var names = run.Get(_partNames)?.Split(',', StringSplitOptions.TrimEntries) ?? file.PartNames;
        if (names is not [{ Length: > 0 and <= LongestName }, { Length: > 0 and <= LongestName }]
            || names[0] == names[1])
        {
            throw CommandFailedException.Usage(
                $"There are two parts, with two names of at most {LongestName} characters: --part-names train,test");
        }

        return file with
        {
            Set = BacktestMapping.Merge(file.Set, NameAndValue.SplitAll(
                run.Get(_set), _set.Name, "view.feature=EXPRESSION")),
            Map = BacktestMapping.Merge(file.Map, NameAndValue.SplitAll(
                run.Get(_map), _map.Name, "column=view.feature")),
            Types = BacktestMapping.Merge(file.Types, NameAndValue.SplitAll(
                run.Get(_types), _types.Name, "column=TYPE")),
            View = run.Get(_view) ?? file.View,
            Outcome = run.Get(_outcome) ?? file.Outcome,
            Split = run.Get(_split) ?? file.Split,
            PartNames = names,
            Granted = run.Get(_granted) ?? file.Granted,
            BorrowerColumn = run.Get(_borrowerColumn) ?? file.BorrowerColumn,
            RequestColumn = run.Get(_requestColumn) ?? file.RequestColumn,
            AsOfColumn = run.Get(_asOfColumn) ?? file.AsOfColumn,
        };
    }

    private static Option<string?> Expression(string name, string description) =>
        new(name) { Description = description, HelpName = "EXPRESSION" };
}
