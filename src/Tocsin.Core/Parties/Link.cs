using Tocsin.Core.Features;

namespace Tocsin.Core.Parties;

/// <summary>What ties a borrower to another party that the lender knows. Immutable.</summary>
/// <param name="Kind">What the party is to the borrower.</param>
/// <param name="Party">The party, by its id as a borrower; it need not be one yet.</param>
/// <param name="From">The first day of it; null when it always held.</param>
/// <param name="To">The last day of it; null when no end is known.</param>
public sealed record Link(LinkKind Kind, BorrowerId Party, DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>True on a day on which it holds.</summary>
    public bool Holds(DateOnly day) => !(day < From) && !(day > To);
}

/// <summary>What a party is to a borrower.</summary>
public enum LinkKind
{
    /// <summary>It owns or controls the borrower.</summary>
    Owner = 1,

    /// <summary>It guarantees what the borrower owes.</summary>
    Guarantor = 2,

    /// <summary>It is married to an owner; it stands where an owner does.</summary>
    Spouse = 3,

    /// <summary>It is of the same group.</summary>
    Group = 4,
}
