using System.Diagnostics.CodeAnalysis;

namespace Tocsin.Core.Features;

/// <summary>
/// The name under which a lender knows one facility of a borrower: 1 to 64 characters of <c>A-Z a-z 0-9 . _ : -</c>.
/// Unique within its borrower.
/// </summary>
/// <remarks>Exposures are ordered by the ordinal order of their ids. The default value is no exposure.</remarks>
public readonly record struct ExposureId : IComparable<ExposureId>
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaximumLength = BorrowerId.MaximumLength;

    private readonly string? _value;

    private ExposureId(string value) => _value = value;

    /// <summary>The id as text; empty only for the default value, which is no exposure.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value: the borrower itself is meant, and none of its exposures.</summary>
    public bool IsNone => _value is null;

    /// <summary>Reads an id, or says no when the text is absent, too long or holds another character.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ExposureId id)
    {
        id = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaximumLength || !text.All(BorrowerId.IsAllowed)) return false;
        id = new ExposureId(text);
        return true;
    }

    /// <summary>Reads an id that is known to be one.</summary>
    /// <exception cref="FormatException">The text is not an exposure id.</exception>
    public static ExposureId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not an exposure id.");

    /// <inheritdoc/>
    public int CompareTo(ExposureId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Ordinal order of the ids.</summary>
    public static bool operator <(ExposureId left, ExposureId right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order of the ids.</summary>
    public static bool operator >(ExposureId left, ExposureId right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order of the ids.</summary>
    public static bool operator <=(ExposureId left, ExposureId right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order of the ids.</summary>
    public static bool operator >=(ExposureId left, ExposureId right) => left.CompareTo(right) >= 0;
}
