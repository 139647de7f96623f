using System.Diagnostics.CodeAnalysis;

namespace Tocsin.Core.Features;

/// <summary>
/// The name under which a lender knows a borrower: 1 to 64 characters of <c>A-Z a-z 0-9 . _ : -</c>.
/// It is a reference, never an identity-card number, and it never appears in a metric.
/// </summary>
/// <remarks>
/// Borrowers are ordered by the ordinal order of their ids. The default value is not a borrower: its
/// <see cref="Value"/> is the empty string, and no store accepts it.
/// </remarks>
public readonly record struct BorrowerId : IComparable<BorrowerId>
{
    /// <summary>The longest id, in characters; every allowed character is one byte of UTF-8.</summary>
    public const int MaximumLength = 64;

    private readonly string? _value;

    private BorrowerId(string value) => _value = value;

    /// <summary>The id as text; empty only for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>
    /// Reads an id, or says no when the text is absent, too long, holds another character, or is the number of a
    /// resident identity card.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BorrowerId id)
    {
        id = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaximumLength || !text.All(IsAllowed)) return false;
        if (IsIdentityCard(text)) return false;
        id = new BorrowerId(text);
        return true;
    }

    /// <summary>Reads an id that is known to be one.</summary>
    /// <exception cref="FormatException">The text is not a borrower id.</exception>
    public static BorrowerId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a borrower id.");

    /// <summary>
    /// The partition that holds everything of this borrower: FNV-1a (64 bit) over the id's UTF-8 bytes, modulo
    /// <paramref name="partitions"/>. It never changes for a given id and number of partitions.
    /// </summary>
    public int Partition(int partitions)
    {
        // Offset basis and prime of FNV-1a 64; ids are ASCII, so each character is one byte.
        var hash = 14695981039346656037UL;
        foreach (var character in Value) hash = (hash ^ character) * 1099511628211UL;
        return (int)(hash % (ulong)partitions);
    }

    /// <inheritdoc/>
    public int CompareTo(BorrowerId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Ordinal order of the ids.</summary>
    public static bool operator <(BorrowerId left, BorrowerId right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order of the ids.</summary>
    public static bool operator >(BorrowerId left, BorrowerId right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order of the ids.</summary>
    public static bool operator <=(BorrowerId left, BorrowerId right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order of the ids.</summary>
    public static bool operator >=(BorrowerId left, BorrowerId right) => left.CompareTo(right) >= 0;

    // GB 11643-1999: six digits of a place, a date of birth, three digits, and a check character by ISO 7064 MOD 11-2.
    private static bool IsIdentityCard(string text)
    {
        if (text.Length != 18 || text.AsSpan(0, 17).ContainsAnyExceptInRange('0', '9')) return false;
        if (!DateOnly.TryParseExact(text.AsSpan(6, 8), "yyyyMMdd", out _)) return false;
        var sum = 0;
        // The weight of a place is 2 to the power of its distance from the end, modulo 11.
        for (var (place, weight) = (16, 2); place >= 0; place--, weight = weight * 2 % 11)
            sum += (text[place] - '0') * weight;
        return "10X98765432"[sum % 11] == char.ToUpperInvariant(text[17]);
    }

    /// <summary>True for a character that ids of borrowers and exposures may have.</summary>
    internal static bool IsAllowed(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or ':' or '-';
}
