using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tocsin.Core.Features;

/// <summary>New values of one or more views of a borrower, applied whole or not at all.</summary>
/// <param name="Borrower">The borrower; unknown to the store is fine, it is created.</param>
/// <param name="Views">One to 64 views, each named once.</param>
/// <param name="Correction">
/// True when values for an observed-at that is already stored are meant to replace what is there.
/// </param>
/// <remarks>An update that reaches a store has been checked against the catalogue: stores do not know it.</remarks>
public sealed record FeatureUpdate(
    BorrowerId Borrower, IReadOnlyList<FeatureViewUpdate> Views, bool Correction = false)
{
    /// <summary>
    /// The features revision that the values were made from: where the store holds another, or nothing any more,
    /// nothing is applied. Null compares nothing.
    /// </summary>
    public long? ExpectedRevision { get; init; }
}

/// <summary>
/// One view of an update. It replaces the stored view whole: a feature it does not name becomes missing.
/// </summary>
/// <param name="View">The view's name, without a dot.</param>
/// <param name="ObservedAt">When the values held, in UTC; microseconds are kept, finer parts are cut.</param>
/// <param name="Values">The present values by feature name within the view; may be empty.</param>
public sealed record FeatureViewUpdate(
    string View,
    DateTimeOffset ObservedAt,
    IReadOnlyDictionary<string, FeatureValue> Values)
{
    /// <summary>The exposure it is about; none for a view of the borrower.</summary>
    public ExposureId Exposure { get; init; }

    /// <summary>
    /// Features of the view whose last other value a store keeps beside the new one, as a further value of that name
    /// and <see cref="PreviousSuffix"/>. A correction leaves it as it is: what it replaces never held.
    /// </summary>
    public IReadOnlyList<string> KeepsPrevious { get; init; } = [];

    /// <summary>What follows a feature's name in the name of its value before.</summary>
    public const string PreviousSuffix = "_previous";

    /// <summary>True for a view of an exposure, false for one of the borrower.</summary>
    public bool IsOfExposure => !Exposure.IsNone;

    /// <summary>The name under which a store keeps it.</summary>
    public string Key => ViewKey.Of(View, Exposure);

    /// <summary>
    /// Sixteen hexadecimal characters of the SHA-256 over the values in ordinal order of their names, each name and
    /// value after its length: equal digests mean equal content. Stores keep it beside the view's observed-at to tell
    /// a repeat from a conflict.
    /// </summary>
    public string ContentDigest()
    {
        var content = new StringBuilder();
        foreach (var (name, value) in Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var text = value.ToCanonicalText();
            // With its length before it no text can pass for a boundary.
            content.Append(CultureInfo.InvariantCulture, $"{name.Length}:{name}{text.Length}:{text}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())).AsSpan(0, 8));
    }
}
