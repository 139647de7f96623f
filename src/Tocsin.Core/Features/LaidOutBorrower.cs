namespace Tocsin.Core.Features;

/// <summary>
/// What is stored of a borrower, laid out once for a rule set as of a moment, for all that look at it. Not thread-safe
/// while somebody writes into its profile.
/// </summary>
/// <param name="Profile">The borrower's profile.</param>
/// <param name="Exposures">Its exposures.</param>
/// <param name="Labels">Its labels, by full feature name.</param>
internal sealed record LaidOutBorrower(
    BorrowerProfile Profile, BorrowerExposures Exposures, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>Lays it out.</summary>
    /// <param name="layout">The rule set's layout.</param>
    /// <param name="stored">The stored features; null when there are none.</param>
    /// <param name="asOf">The moment, in UTC.</param>
    public static LaidOutBorrower Of(InputLayout layout, StoredProfile? stored, DateTimeOffset asOf)
    {
        var exposures = BorrowerExposures.Of(layout.Catalogue, stored, []);
        return new LaidOutBorrower(
            BorrowerProfileReader.Read(layout, stored, [], exposures, asOf), exposures,
            BorrowerProfileReader.ReadLabels(layout.Catalogue, stored));
    }

    /// <summary>The same for another layout with the same slots, of a catalogue that says the same.</summary>
    public LaidOutBorrower For(InputLayout same) => this with { Profile = Profile.For(same) };
}
