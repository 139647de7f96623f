namespace Tocsin.Core.Features;

/// <summary>
/// The name under which a store keeps a view: <c>accounts</c> for one of the borrower, <c>repayment[LN-1]</c> for one
/// of its exposure LN-1. Stores do not look into it.
/// </summary>
public static class ViewKey
{
    /// <summary>The key of a view of the borrower or, when one is given, of an exposure.</summary>
    public static string Of(string view, ExposureId exposure) => exposure.IsNone ? view : $"{view}[{exposure.Value}]";

    /// <summary>The exposure whose view a key names; none for a view of the borrower.</summary>
    public static ExposureId ExposureOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var bracket = key.IndexOf('[', StringComparison.Ordinal);
        return bracket > 0 && ExposureId.TryParse(key[(bracket + 1)..^1], out var exposure) ? exposure : default;
    }
}
