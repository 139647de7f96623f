using Tocsin.Cli.Loading;
using Tocsin.Cli.Reports;
using Tocsin.Core.Decisions;
using Tocsin.Core.Monitoring;
using Tocsin.Core.Rules;

namespace Tocsin.Cli.Backtesting;

/// <summary>Decides every row of a file as a server with these rules would, and counts what comes out.</summary>
internal sealed class Backtest
{
    /// <summary>Rows from which the types of columns are told.</summary>
    public const int RowsForTypes = 1_000;

    private readonly Func<CsvFile> _open;
    private readonly RuleSet _rules;
    private readonly DecisionPolicy _policy;
    private readonly BacktestPlan _plan;
    private readonly BacktestRowReader _reader;
    private readonly MonitoredModel _model;
    private readonly RepeatedRequests _repeated = new();
    private readonly RefusedRows _refused = new();
    private long _rows;

    private Backtest(
        Func<CsvFile> open, RuleSet rules, DecisionPolicy policy, BacktestPlan plan, BacktestRowReader reader)
    {
        _open = open;
        _rules = rules;
        _policy = policy;
        _plan = plan;
        _reader = reader;
        _model = MonitoredModel.Of(rules, policy);
    }

    /// <summary>Reads the headers and the first rows of a file, and compiles what the mapping says of them.</summary>
    /// <param name="open">Opens the file from its beginning.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="policy">The policy that decides.</param>
    /// <param name="mapping">What the columns mean.</param>
    /// <param name="asOf">The moment of rows that do not say their own, in UTC.</param>
    /// <param name="local">The zone of moments without an offset.</param>
    /// <exception cref="CommandFailedException">The file or the mapping cannot be used.</exception>
    public static async Task<Backtest> PrepareAsync(
        Func<CsvFile> open, RuleSet rules, DecisionPolicy policy, BacktestMapping mapping, DateTimeOffset asOf,
        TimeZoneInfo local)
    {
        using var file = open();
        var header = await file.ReadAsync() ?? throw CommandFailedException.Usage("The file is empty.");
        var first = new List<CsvRow>();
        while (first.Count < RowsForTypes && await file.ReadAsync() is { } row) first.Add(row);
        var plan = BacktestPlan.Read(header, first, mapping, rules);
        return new Backtest(open, rules, policy, plan, new BacktestRowReader(plan, rules, asOf, local));
    }

    /// <summary>Decides every row.</summary>
    /// <param name="options">How the reports are made.</param>
    /// <param name="stored">The baseline to compare with; null takes the baseline's part of the file.</param>
    /// <param name="partNames">The names of the two parts.</param>
    /// <param name="onProgress">Is told how much is done, from 0 to 1.</param>
    /// <param name="stopping">Stops it.</param>
    public async Task<BacktestResult> RunAsync(
        ModelReportOptions options, ModelBaseline? stored, IReadOnlyList<string> partNames, Action<double> onProgress,
        CancellationToken stopping)
    {
        var passes = _plan.Request >= 0 ? 2 : 1;
        // Whether a row counts depends on rows behind it, so that a file with requests is read twice.
        if (passes == 2) await ReadAsync(Note, done => onProgress(done / 2), stopping);
        var (baseline, rest) = (new ModelTally(_model), new ModelTally(_model));
        await ReadAsync(
            row =>
            {
                if (_repeated.Counts(row.Line)) (row.IsBaseline ? baseline : rest).Add(Decide(row));
            },
            done => onProgress((passes - 1 + done) / passes), stopping, isCounted: true);

        var made = baseline.ToBaseline(options);
        return new BacktestResult(
            _rows, _repeated.Count, _refused, [.. Parts(baseline, rest, made, stored, options, partNames)], made,
            _policy.DraftBecause);
    }

    // The part that the bins are made of is not compared with itself.
    private IEnumerable<ReportPart> Parts(
        ModelTally baseline, ModelTally rest, ModelBaseline made, ModelBaseline? stored, ModelReportOptions options,
        IReadOnlyList<string> names)
    {
        var own = stored is not null ? options : options with { Bins = made.Bins, BinnedMeasure = made.Measure };
        var isOnePart = _plan.Split is null;
        yield return new ReportPart(isOnePart ? "all" : names[0], baseline.ToReport(
            own, stored, isOnePart ? "there is no baseline" : "the others are compared with this part"));
        if (!isOnePart) yield return new ReportPart(names[1], rest.ToReport(own, stored ?? made));
    }

    private async Task ReadAsync(
        Action<BacktestRow> take, Action<double> onProgress, CancellationToken stopping, bool isCounted = false)
    {
        using var file = _open();
        await file.ReadAsync();
        while (await file.ReadAsync() is { } row)
        {
            stopping.ThrowIfCancellationRequested();
            var (read, refusals) = _reader.Read(row);
            if (read is not null) take(read);
            if (!isCounted) continue;
            _rows++;
            if (read is null) _refused.Add(refusals);
            onProgress(file.Progress);
        }
    }

    private void Note(BacktestRow row) =>
        _repeated.Note(row.Line, row.Borrower, row.RequestId, row.Profile.AsOf);

    private ScoredDecision Decide(BacktestRow row)
    {
        var decision = Decider.Decide(_rules, _policy, row.Profile);
        return _model.Read(row.Line, row.Profile.AsOf, decision) with
        {
            RequestId = row.RequestId,
            Borrower = row.Borrower,
            Defaulted = row.Defaulted,
            FinalOutcome = row.FinalOutcome,
        };
    }
}
