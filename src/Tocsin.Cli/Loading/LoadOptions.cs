using Google.Protobuf.WellKnownTypes;

namespace Tocsin.Cli.Loading;

/// <summary>How the columns of a file become updates.</summary>
internal sealed class LoadOptions
{
    /// <summary>The column that names the borrower.</summary>
    public required string BorrowerColumn { get; init; }

    /// <summary>The column that holds the moment of observation; null for none.</summary>
    public string? ObservedAtColumn { get; init; }

    /// <summary>The moment of observation of every row; null for the moment of arrival.</summary>
    public Timestamp? ObservedAt { get; init; }

    /// <summary>The column that names the exposure; null for none.</summary>
    public string? ExposureColumn { get; init; }

    /// <summary>The view of columns that name only a feature; null for none.</summary>
    public string? View { get; init; }

    /// <summary>The feature of a column, <c>view.feature</c>, by the column's header.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>Headers of columns to pass over.</summary>
    public IReadOnlyCollection<string> Skipped { get; init; } = [];

    /// <summary>True when stored values of the same moment are to be replaced.</summary>
    public bool Correction { get; init; }

    /// <summary>The zone of moments without an offset.</summary>
    public required TimeZoneInfo Local { get; init; }
}
