using Google.Protobuf.WellKnownTypes;
using Tocsin.Cli.Values;
using Tocsin.Core.Features;
using Tocsin.V1;

namespace Tocsin.Cli.Loading;

/// <summary>Turns rows into updates, or says what is wrong with them before they are sent.</summary>
internal sealed class RowReader(ColumnPlan plan, LoadOptions options)
{
    /// <summary>Reads a row: either an update, or every reason why it is none.</summary>
    public (PutFeaturesRequest? Request, IReadOnlyList<RefusedRow> Refusals) Read(CsvRow row)
    {
        if (row.Fault is { } fault) return (null, [new RefusedRow(row.Line, "", "ROW_UNREADABLE", fault)]);
        if (row.Cells.Length != plan.Count)
        {
            var counts = $"{row.Cells.Length} cells stand under {plan.Count} headers";
            return (null, [new RefusedRow(row.Line, "", "ROW_UNREADABLE", counts)]);
        }

        var refusals = new List<RefusedRow>();
        var request = new PutFeaturesRequest
        {
            RequestId = $"line-{row.Line}",
            BorrowerId = ReadBorrower(row, refusals),
            Correction = options.Correction,
        };
        var observedAt = ReadObservedAt(row, refusals);
        foreach (var view in ReadViews(row, refusals))
        {
            view.ObservedAt = observedAt;
            request.Views.Add(view);
        }

        return refusals.Count == 0 ? (request, refusals) : (null, refusals);
    }

    private string ReadBorrower(CsvRow row, List<RefusedRow> refusals)
    {
        var text = row.Cells[plan.Borrower].Trim();
        if (!BorrowerId.TryParse(text, out _))
        {
            refusals.Add(new RefusedRow(row.Line, plan.Header(plan.Borrower), "BORROWER_ID_INVALID",
                $"'{text}' is no borrower id: 1 to 64 of A-Z a-z 0-9 . _ : -"));
        }

        return text;
    }

    private Timestamp? ReadObservedAt(CsvRow row, List<RefusedRow> refusals)
    {
        if (plan.ObservedAt < 0) return options.ObservedAt;
        var text = row.Cells[plan.ObservedAt];
        if (MomentText.TryParse(text, options.Local, out var moment)) return moment.ToTimestamp();
        refusals.Add(new RefusedRow(row.Line, plan.Header(plan.ObservedAt), "OBSERVED_AT_INVALID",
            $"'{text}' is not a moment such as 2026-03-31 or 2026-03-31T17:30:00+08:00"));
        return null;
    }

    // A view is sent even when all its cells are empty: an empty cell says that the value is missing now.
    private Dictionary<string, FeatureViewValues>.ValueCollection ReadViews(CsvRow row, List<RefusedRow> refusals)
    {
        var views = new Dictionary<string, FeatureViewValues>(StringComparer.Ordinal);
        foreach (var column in plan.Features)
        {
            if (!views.TryGetValue(column.Feature.View, out var view))
                views[column.Feature.View] = view = ViewOf(column.Feature, row);
            var cell = row.Cells[column.Index];
            if (string.IsNullOrWhiteSpace(cell)) continue;
            if (FeatureText.Read(column.Feature.Kind, cell) is { } value) view.Features[column.Feature.Name] = value;
            else refusals.Add(Refuse(row, column, cell));
        }

        return views.Values;
    }

    private FeatureViewValues ViewOf(KnownFeature feature, CsvRow row) => new()
    {
        View = feature.View,
        ExposureId = feature.IsPerExposure && plan.Exposure >= 0 ? row.Cells[plan.Exposure].Trim() : "",
    };

    private static RefusedRow Refuse(CsvRow row, FeatureColumn column, string cell) =>
        new(row.Line, column.Header, "FEATURE_VALUE_INVALID",
            $"'{cell}' is not {FeatureText.Expected(column.Feature.Kind)}");
}
