namespace Tocsin.Core.Features;

/// <summary>
/// What is stored of a borrower, laid out for one layout, with how long that stays true: until then the same values are
/// fresh and as many days old. What a request carries is laid over a copy of it. Immutable and thread-safe.
/// </summary>
public sealed class LaidOutFeatures
{
    private readonly BorrowerProfile _profile;
    private readonly StoredProfile? _stored;
    private readonly DateTimeOffset _until;

    private LaidOutFeatures(BorrowerProfile profile, StoredProfile? stored, DateTimeOffset until)
    {
        _profile = profile;
        _stored = stored;
        _until = until;
    }

    /// <summary>Lays it out.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="stored">What the store has; null when it has nothing.</param>
    /// <param name="asOf">The moment, in UTC.</param>
    public static LaidOutFeatures Of(InputLayout layout, StoredProfile? stored, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new(BorrowerProfileReader.Read(layout, stored, [], asOf), stored, Until(layout, stored, asOf));
    }

    /// <summary>True when it holds for a layout as of a moment.</summary>
    public bool Holds(InputLayout layout, DateTimeOffset asOf) =>
        ReferenceEquals(layout, _profile.Layout) && asOf >= _profile.AsOf && asOf < _until;

    /// <summary>
    /// The profile as of a moment at which it holds: what <see cref="BorrowerProfileReader.Read(InputLayout,
    /// StoredProfile?, IReadOnlyList{FeatureViewUpdate}, DateTimeOffset)"/> reads.
    /// </summary>
    /// <param name="carried">Checked views of the borrower itself, each once; none of an exposure.</param>
    /// <param name="asOf">The moment, in UTC.</param>
    public BorrowerProfile With(IReadOnlyList<FeatureViewUpdate> carried, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(carried);
        var profile = _profile.CopyAsOf(asOf);
        for (var i = 0; i < carried.Count; i++)
        {
            if (profile.Layout.Catalogue.FindView(carried[i].View) is not { } view) continue;
            var kept = _stored?.Views.GetValueOrDefault(view.Name);
            BorrowerProfileReader.LayInPlace(profile, view, carried[i], kept);
        }

        return profile;
    }

    // A view counts its age in days and is stale after its limit, both to the tick; the date is the catalogue's.
    private static DateTimeOffset Until(InputLayout layout, StoredProfile? stored, DateTimeOffset asOf)
    {
        var until = layout.NextDay(asOf);
        foreach (var (key, values) in stored?.Views ?? new Dictionary<string, StoredView>())
        {
            var age = asOf - values.ObservedAt;
            Note(values.ObservedAt.AddDays(Math.Max(0, age.Days) + 1));
            var name = key.AsSpan(0, key.IndexOf('[', StringComparison.Ordinal) is > 0 and var end ? end : key.Length);
            if (layout.Catalogue.FindView(name.ToString())?.StaleAfter is { } limit && age <= limit)
                Note(values.ObservedAt + limit + TimeSpan.FromTicks(1));
        }

        return until;

        void Note(DateTimeOffset moment) => until = moment < until ? moment : until;
    }
}
