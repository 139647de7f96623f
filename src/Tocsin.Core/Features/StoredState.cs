namespace Tocsin.Core.Features;

/// <summary>How surely what is stored of a borrower was known when it was decided on.</summary>
public enum StoredState
{
    /// <summary>It was not asked for.</summary>
    NotAsked = 0,

    /// <summary>It is what the store has, or had no longer ago than a confirmation lasts.</summary>
    Current = 1,

    /// <summary>The store did not answer, and it is what it had before; newer values may be stored.</summary>
    Unconfirmed = 2,

    /// <summary>The store did not answer, and nothing is known.</summary>
    Unavailable = 3,

    /// <summary>The store did not answer before the caller's deadline, and nothing is known.</summary>
    Overdue = 4,
}
