using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Storage;

/// <summary>That a borrower was written. Immutable.</summary>
/// <param name="Borrower">The borrower.</param>
public readonly record struct BorrowerWrite(BorrowerId Borrower)
{
    /// <summary>The features revision that was written; null when no features were.</summary>
    public long? FeaturesRevision { get; init; }

    /// <summary>What tells the warning state that was written from others; null when none was.</summary>
    public WarningStamp? Warnings { get; init; }

    /// <summary>
    /// True when what was read of the borrower holds this write, or came after it. A borrower that was erased, or of
    /// which nobody knows whether it was written, never does.
    /// </summary>
    /// <param name="stored">The features that were read; null when there were none.</param>
    /// <param name="warnings">The state that was read; null when none was asked for.</param>
    public bool IsIn(StoredProfile? stored, BorrowerWarnings? warnings)
    {
        if (FeaturesRevision is { } revision) return stored is not null && stored.Revision >= revision;
        // A state that was not read cannot be old.
        return Warnings is { } stamp && (warnings is null || WarningStamp.Of(warnings) == stamp);
    }
}

/// <summary>What tells two states of a borrower's warnings apart. Immutable.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="FeaturesRevision">The features revision of the latest review.</param>
/// <param name="Activation">The activation number of the latest review.</param>
/// <param name="AsOf">The moment as of which it was made, to the microsecond.</param>
public readonly record struct WarningStamp(long Revision, long FeaturesRevision, long Activation, DateTimeOffset AsOf)
{
    /// <summary>That of a state.</summary>
    public static WarningStamp Of(BorrowerWarnings state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var cut = state.AsOf.Ticks % TimeSpan.TicksPerMicrosecond;
        return new(state.Revision, state.FeaturesRevision, state.Activation, state.AsOf.AddTicks(-cut));
    }
}
