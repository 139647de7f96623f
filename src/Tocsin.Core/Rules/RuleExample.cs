using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules;

/// <summary>An invented borrower that a rule set says what must come out for. Immutable.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Product">The product that is decided; null when only warnings are looked at.</param>
/// <param name="AsOf">The moment as of which is judged, in UTC.</param>
/// <param name="Features">
/// The values by full name. Those of views per exposure are of one exposure, the example's own.
/// </param>
/// <param name="Stale">Views whose values are past their stale limit.</param>
/// <param name="Request">
/// What is asked for. All but a new facility is asked for on the example's own exposure.
/// </param>
public sealed record RuleExample(
    string Name, string? Product, DateTimeOffset AsOf, IReadOnlyDictionary<string, FeatureValue> Features,
    IReadOnlySet<string> Stale, DecisionRequest Request)
{
    /// <summary>The example's own exposure.</summary>
    public static ExposureId OwnExposure { get; } = ExposureId.Parse("own");

    /// <summary>How old the values of some views are, by view; the others are fresh.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Ages { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>
    /// Further exposures: values by full name, whole; empty where the borrower has no other than the example's own.
    /// </summary>
    public IReadOnlyDictionary<ExposureId, IReadOnlyDictionary<string, FeatureValue>> Exposures { get; init; } =
        new Dictionary<ExposureId, IReadOnlyDictionary<string, FeatureValue>>();

    /// <summary>
    /// The level that each of some indicators stood at before, by indicator: its clear condition, where it holds, has
    /// held for the whole dwell. Empty for a borrower without warnings.
    /// </summary>
    public IReadOnlyDictionary<string, WarningLevel> Before { get; init; } = new Dictionary<string, WarningLevel>();

    /// <summary>True when it expects nothing but what tables give, so that it shows nothing of warnings.</summary>
    public bool IsOfTables { get; init; }

    /// <summary>The profile of the example's own exposure, with the request's inputs.</summary>
    public BorrowerProfile Profile(InputLayout layout) => LaidOut(layout).Profile(OwnExposure);

    /// <summary>The profile that is decided on: for a new facility the features of exposures are missing.</summary>
    public BorrowerProfile ApplicationProfile(InputLayout layout) => LaidOut(layout).ApplicationProfile();

    /// <summary>The exposures, and the profile of the borrower as a whole.</summary>
    public (BorrowerExposures Exposures, BorrowerProfile Borrower) Read(InputLayout layout)
    {
        var laidOut = LaidOut(layout);
        return (laidOut.Exposures, laidOut.BorrowerProfile());
    }

    /// <summary>The example laid out once, for whoever wants several of its profiles.</summary>
    internal LaidOutExample LaidOut(InputLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new LaidOutExample(this, layout);
    }
}
