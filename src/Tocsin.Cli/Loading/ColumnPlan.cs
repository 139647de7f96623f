using Tocsin.Cli.Values;

namespace Tocsin.Cli.Loading;

/// <summary>What each column of a file is.</summary>
internal sealed class ColumnPlan
{
    private readonly LoadOptions _options;
    private readonly string[] _headers;

    private ColumnPlan(string[] headers, LoadOptions options)
    {
        _headers = headers;
        _options = options;
    }

    /// <summary>How many cells a row has.</summary>
    public int Count => _headers.Length;

    /// <summary>Where the borrower stands.</summary>
    public required int Borrower { get; init; }

    /// <summary>Where the moment of observation stands; -1 for nowhere.</summary>
    public required int ObservedAt { get; init; }

    /// <summary>Where the exposure stands; -1 for nowhere.</summary>
    public required int Exposure { get; init; }

    /// <summary>The columns that hold features.</summary>
    public IReadOnlyList<FeatureColumn> Features { get; private set; } = [];

    /// <summary>The header of a column.</summary>
    public string Header(int index) => _headers[index];

    /// <summary>Reads a header row.</summary>
    /// <exception cref="CommandFailedException">A column is lacking, twice there, or unknown.</exception>
    public static ColumnPlan Read(CsvRow header, LoadOptions options, KnownFeatures known)
    {
        if (header.Fault is { } fault) throw CommandFailedException.Usage($"Line {header.Line}, the headers: {fault}.");
        var headers = header.Cells.Select(cell => cell.Trim()).ToArray();
        var twice = headers.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw CommandFailedException.Usage($"The file has two columns '{twice.Key}'.");
        var plan = new ColumnPlan(headers, options)
        {
            Borrower = Find(headers, options.BorrowerColumn, "--borrower-column"),
            ObservedAt = Find(headers, options.ObservedAtColumn, "--observed-at-column"),
            Exposure = Find(headers, options.ExposureColumn, "--exposure-column"),
        };
        foreach (var name in options.Map.Keys) Find(headers, name, "--map");
        plan.Features = plan.ReadFeatures(known);
        return plan;
    }

    private static int Find(string[] headers, string? name, string option)
    {
        if (name is null) return -1;
        var index = Array.IndexOf(headers, name);
        if (index >= 0) return index;
        throw CommandFailedException.Usage(
            $"{option}: the file has no column '{name}'; it has {string.Join(", ", headers)}.");
    }

    private List<FeatureColumn> ReadFeatures(KnownFeatures known)
    {
        var columns = new List<FeatureColumn>();
        for (var i = 0; i < _headers.Length; i++)
        {
            if (i == Borrower || i == ObservedAt || i == Exposure || _options.Skipped.Contains(_headers[i])) continue;
            var column = new FeatureColumn(i, _headers[i], FeatureOf(_headers[i], known));
            if (columns.Find(other => other.Feature == column.Feature) is { } other)
            {
                throw CommandFailedException.Usage(
                    $"The columns '{other.Header}' and '{column.Header}' are both {column.Feature.FullName}.");
            }

            columns.Add(column);
        }

        if (Exposure < 0 && columns.Find(column => column.Feature.IsPerExposure) is { } homeless)
        {
            throw CommandFailedException.Usage(
                $"Each exposure has its own {homeless.Feature.FullName}; name the column of the exposure with"
                + " --exposure-column.");
        }

        return columns.Count > 0 ? columns : throw CommandFailedException.Usage("The file has no column of a feature.");
    }

    private KnownFeature FeatureOf(string header, KnownFeatures known)
    {
        var name = _options.Map.GetValueOrDefault(header, header);
        var feature = known.Find(name) ?? (_options.View is { } view ? known.Find($"{view}.{name}") : null);
        if (feature is not null) return feature;
        var looked = _options.View is { } given && !_options.Map.ContainsKey(header) ? $"{given}.{name}" : name;
        throw CommandFailedException.Usage(
            $"Column '{header}': {known.DescribeUnknown(looked)} Name it with --map, or pass over it with --skip.");
    }
}
