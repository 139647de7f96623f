using Tocsin.Cli.Loading;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Cli.Backtesting;

/// <summary>What each column of a file is to a rule set, with every expression compiled. Immutable.</summary>
internal sealed class BacktestPlan
{
    private static readonly Dictionary<string, FeatureType> _request = new(StringComparer.Ordinal)
    {
        [ReservedInputs.RequestKind] = FeatureType.Text,
        [ReservedInputs.RequestAmount] = FeatureType.Number,
        [ReservedInputs.RequestTermMonths] = FeatureType.Integer,
        [ReservedInputs.RequestPurpose] = FeatureType.Text,
    };

    private readonly BacktestMapping _mapping;
    private readonly RuleSet _rules;

    private BacktestPlan(string[] headers, BacktestMapping mapping, RuleSet rules)
    {
        Headers = headers;
        _mapping = mapping;
        _rules = rules;
    }

    /// <summary>The headers.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>The inputs of the rules that rows give.</summary>
    public IReadOnlyList<PlannedInput> Inputs { get; private set; } = [];

    /// <summary>The columns that expressions read.</summary>
    public IReadOnlyList<ReadColumn> Columns { get; private set; } = [];

    /// <summary>A row of what expressions read, without any value.</summary>
    public Func<BorrowerProfile> NewRow { get; private set; } = null!;

    /// <summary>Whether the borrower defaulted; null when the file does not say.</summary>
    public ValueExpression? Outcome { get; private set; }

    /// <summary>Whether a row is of the baseline; null when the file is one part.</summary>
    public ValueExpression? Split { get; private set; }

    /// <summary>Whether the loan was granted in the end; null when the file does not say.</summary>
    public ValueExpression? Granted { get; private set; }

    /// <summary>Where the borrower stands; -1 for nowhere.</summary>
    public int Borrower { get; private set; }

    /// <summary>Where the request's id stands; -1 for nowhere.</summary>
    public int Request { get; private set; }

    /// <summary>Where the moment stands as of which is decided; -1 for nowhere.</summary>
    public int AsOf { get; private set; }

    /// <summary>Reads a header row, and the types of columns from the first rows.</summary>
    /// <exception cref="CommandFailedException">
    /// A column is lacking or twice there, or an expression is wrong.
    /// </exception>
    public static BacktestPlan Read(
        CsvRow header, IReadOnlyList<CsvRow> first, BacktestMapping mapping, RuleSet rules)
    {
        if (header.Fault is { } fault) throw CommandFailedException.Usage($"Line {header.Line}, the headers: {fault}.");
        var headers = header.Cells.Select(cell => cell.Trim()).ToArray();
        var plan = new BacktestPlan(headers, mapping, rules)
        {
            Borrower = Find(headers, mapping.BorrowerColumn, "The borrower column"),
            Request = Find(headers, mapping.RequestColumn, "The request column"),
            AsOf = Find(headers, mapping.AsOfColumn, "The as-of column"),
        };
        plan.Compile(first);
        return plan;
    }

    private static int Find(string[] headers, string? name, string what)
    {
        if (name is null) return -1;
        var index = Array.IndexOf(headers, name);
        return index >= 0 ? index : throw CommandFailedException.Usage(
            $"{what}: the file has no column '{name}'; it has {string.Join(", ", headers)}.");
    }

    private void Compile(IReadOnlyList<CsvRow> first)
    {
        foreach (var name in _mapping.Map.Keys) Find([.. Headers], name, "--map");
        foreach (var name in _mapping.Types.Keys) Find([.. Headers], name, "--type");
        var columns = Headers.Select((header, index) => new ReadColumn(
            index, header, ColumnExpressions.NameOf(header), TypeOf(header, index, first))).ToList();
        if (columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(
            group => group.Count() > 1) is { } twice)
        {
            throw CommandFailedException.Usage(
                $"Expressions cannot tell these columns apart: {string.Join(", ", twice.Select(one => one.Header))}.");
        }

        var expressions = new ColumnExpressions(columns.Select(column => (column.Name, column.Type)));
        NewRow = expressions.NewRow;
        Inputs =
        [
            .. _mapping.Set.Select(pair => Given(pair.Key, pair.Value, expressions)),
            .. columns.Select(Held).OfType<PlannedInput>(),
        ];
        if (Inputs.Count == 0)
            throw CommandFailedException.Usage("No column gives a feature; name one with --set, --map or a mapping.");
        Outcome = Flag(_mapping.Outcome, "outcome", expressions);
        Split = Flag(_mapping.Split, "split", expressions);
        Granted = Flag(_mapping.Granted, "granted", expressions);
        var read = Inputs.Select(input => input.Expression).Append(Outcome).Append(Split).Append(Granted)
            .OfType<ValueExpression>().SelectMany(one => one.Reads).Select(slot => slot.Index).ToHashSet();
        Columns = [.. columns.Where(column => read.Contains(column.Index))];
    }

    private FeatureType TypeOf(string header, int index, IReadOnlyList<CsvRow> first)
    {
        if (!_mapping.Types.TryGetValue(header, out var name))
            return CellText.TypeOf(first.Where(
                row => row.Fault is null && index < row.Cells.Length).Select(row => row.Cells[index]));
        return CellText.Types.TryGetValue(name, out var type) ? type : throw CommandFailedException.Usage(
            $"The type of '{header}' is '{name}'; it can be {string.Join(", ", CellText.Types.Keys)}.");
    }

    private PlannedInput Given(string name, string text, ColumnExpressions expressions)
    {
        if (_request.TryGetValue(name, out var type))
            return new PlannedInput(name, null, type, -1, Compiled(text, name, expressions));
        var feature = FeatureOf(name)
            ?? throw CommandFailedException.Usage($"'{name}' is no feature of the rules, and no input of the request.");
        // A column by itself is read as the feature's type: 0 and 1 are a flag then.
        var column = Headers.Index().FirstOrDefault(
            one => ColumnExpressions.NameOf(one.Item) == text.Trim(), (Index: -1, Item: "")).Index;
        return column >= 0 ? new PlannedInput(name, feature, feature.Type, column, null)
            : new PlannedInput(name, feature, feature.Type, -1, Compiled(text, name, expressions));
    }

    private PlannedInput? Held(ReadColumn column)
    {
        var isMapped = _mapping.Map.TryGetValue(column.Header, out var mapped);
        var name = mapped ?? column.Header;
        var feature = FeatureOf(name) ?? (_mapping.View is { } view ? FeatureOf($"{view}.{name}") : null);
        if (feature is null && isMapped)
            throw CommandFailedException.Usage($"--map: '{mapped}' is no feature of the rules.");
        if (feature is null || _mapping.Set.ContainsKey(feature.FullName)) return null;
        return new PlannedInput(feature.FullName, feature, feature.Type, column.Index, null);
    }

    private FeatureDefinition? FeatureOf(string name)
    {
        if (_rules.Catalogue.FindFeature(name) is not { } feature) return null;
        return feature.Aggregate is null ? feature : throw CommandFailedException.Usage(
            $"{name} is computed from the borrower's exposures; give those their values.");
    }

    private static ValueExpression? Flag(string? text, string what, ColumnExpressions expressions)
    {
        if (text is null) return null;
        var expression = Compiled(text, what, expressions);
        return expression.Type == FeatureType.Flag ? expression : throw CommandFailedException.Usage(
            $"{what}: '{text}' is neither true nor false; write a comparison such as 'Default == 1'.");
    }

    private static ValueExpression Compiled(string text, string what, ColumnExpressions expressions) =>
        expressions.Compile(text, out var problem)
        ?? throw CommandFailedException.Usage($"{what}: '{text}': {problem}");
}
