using Tocsin.Cli.Loading;
using Tocsin.Cli.Values;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Cli.Backtesting;

/// <summary>Turns rows into profiles, or says why they cannot be. An empty cell is a missing value.</summary>
internal sealed class BacktestRowReader(BacktestPlan plan, RuleSet rules, DateTimeOffset asOf, TimeZoneInfo local)
{
    private static readonly Dictionary<string, ApplicationKind> _kinds =
        Enum.GetValues<ApplicationKind>().ToDictionary(DecisionRequest.KindText, StringComparer.Ordinal);

    /// <summary>Reads a row: either what can be decided, or every reason why not.</summary>
    public (BacktestRow? Row, IReadOnlyList<RefusedRow> Refusals) Read(CsvRow row)
    {
        if (row.Fault is { } fault) return (null, [new RefusedRow(row.Line, "", "ROW_UNREADABLE", fault)]);
        if (row.Cells.Length != plan.Headers.Count)
        {
            var counts = $"{row.Cells.Length} cells stand under {plan.Headers.Count} headers";
            return (null, [new RefusedRow(row.Line, "", "ROW_UNREADABLE", counts)]);
        }

        var refusals = new List<RefusedRow>();
        var cells = ReadCells(row, refusals);
        var moment = ReadMoment(row, refusals);
        var inputs = refusals.Count > 0 ? [] : ReadInputs(row, cells, refusals);
        var split = FlagOf(plan.Split, cells);
        if (plan.Split is not null && split is null && refusals.Count == 0)
            refusals.Add(new RefusedRow(row.Line, "", "PART_UNKNOWN", "the split cannot be told of this row"));
        if (refusals.Count > 0) return (null, refusals);
        var granted = FlagOf(plan.Granted, cells);
        return (new BacktestRow(
            row.Line, Cell(row, plan.Borrower) ?? "", Cell(row, plan.Request) ?? "",
            Profile(inputs, moment), FlagOf(plan.Outcome, cells), split ?? true,
            granted is null ? null : granted.Value ? DecisionOutcome.Approve : DecisionOutcome.Decline), refusals);
    }

    private BorrowerProfile ReadCells(CsvRow row, List<RefusedRow> refusals)
    {
        var cells = plan.NewRow();
        foreach (var column in plan.Columns)
        {
            var cell = row.Cells[column.Index];
            if (string.IsNullOrWhiteSpace(cell)) continue;
            if (CellText.Read(column.Type, cell) is { } value) cells.Set(column.Name, value);
            else refusals.Add(Refuse(row, column.Header, $"'{cell}' is not {CellText.Expected(column.Type)}"));
        }

        return cells;
    }

    private DateTimeOffset ReadMoment(CsvRow row, List<RefusedRow> refusals)
    {
        if (plan.AsOf < 0) return asOf;
        var text = row.Cells[plan.AsOf];
        if (MomentText.TryParse(text, local, out var moment)) return moment;
        refusals.Add(new RefusedRow(row.Line, plan.Headers[plan.AsOf], "AS_OF_INVALID",
            $"'{text}' is not a moment such as 2026-03-31 or 2026-03-31T17:30:00+08:00"));
        return asOf;
    }

    private List<(PlannedInput Input, FeatureValue Value)> ReadInputs(
        CsvRow row, BorrowerProfile cells, List<RefusedRow> refusals)
    {
        var inputs = new List<(PlannedInput, FeatureValue)>(plan.Inputs.Count);
        foreach (var input in plan.Inputs)
        {
            var place = input.Column >= 0 ? plan.Headers[input.Column] : input.Name;
            var value = input.Expression?.Evaluate(cells);
            if (input.Column >= 0 && Cell(row, input.Column) is { } cell)
            {
                value = CellText.Read(input.Type, cell);
                if (value is null)
                    refusals.Add(Refuse(row, place, $"'{cell}' is not {CellText.Expected(input.Type)}"));
            }

            if (value is not { } read) continue;
            if (Check(input, read, out var problem) is { } valid) inputs.Add((input, valid));
            else refusals.Add(Refuse(row, place, problem.TrimEnd('.')));
        }

        return inputs;
    }

    private static FeatureValue? Check(PlannedInput input, FeatureValue value, out string problem)
    {
        var definition = input.Feature
            ?? new FeatureDefinition { View = "request", Name = input.Name["request.".Length..], Type = input.Type };
        var valid = FeatureValidator.Check(definition, value, out problem);
        if (valid is null || input.Name != ReservedInputs.RequestKind || _kinds.ContainsKey(value.AsText)) return valid;
        problem = $"'{value.AsText}' is no kind of request: {string.Join(", ", _kinds.Keys)}";
        return null;
    }

    // What a file says of an exposure is said of the one that is asked for: a new facility has none yet.
    private BorrowerProfile Profile(List<(PlannedInput Input, FeatureValue Value)> inputs, DateTimeOffset moment)
    {
        var carried = inputs.Where(one => one.Input.Feature is not null)
            .GroupBy(one => one.Input.Feature!.View, StringComparer.Ordinal)
            .Select(view => new FeatureViewUpdate(
                view.Key, moment, view.ToDictionary(one => one.Input.Feature!.Name, one => one.Value))
            {
                Exposure = rules.Catalogue.FindView(view.Key)!.IsPerExposure ? RuleExample.OwnExposure : default,
            }).ToList();
        var kind = inputs.Find(one => one.Input.Name == ReservedInputs.RequestKind).Value;
        var request = new DecisionRequest(
            kind.Type == FeatureType.Text ? _kinds[kind.AsText] : ApplicationKind.New);
        var exposures = BorrowerExposures.Of(rules.Catalogue, null, carried);
        var profile = BorrowerProfileReader.Read(rules.Layout, null, carried, exposures, moment);
        if (request.Kind != ApplicationKind.New)
            profile = BorrowerProfileReader.ReadExposure(profile, exposures, RuleExample.OwnExposure);
        request.WriteTo(profile);
        foreach (var (input, value) in inputs.Where(one => one.Input.Feature is null)) profile.Set(input.Name, value);
        return profile;
    }

    private static bool? FlagOf(ValueExpression? expression, BorrowerProfile cells) =>
        expression?.Evaluate(cells) is { } value ? value.AsFlag : null;

    private static string? Cell(CsvRow row, int index) =>
        index < 0 || string.IsNullOrWhiteSpace(row.Cells[index]) ? null : row.Cells[index].Trim();

    private static RefusedRow Refuse(CsvRow row, string column, string message) =>
        new(row.Line, column, "VALUE_INVALID", message);
}
