namespace Tocsin.Core.Warnings;

/// <summary>A change whose borrower's situation is not known yet: it depends on all changes of the commit.</summary>
/// <param name="Warning">The warning after; null for a change of the watch list.</param>
/// <param name="Kind">What happened.</param>
/// <param name="LevelBefore">The level before.</param>
internal sealed record PendingChange(Warning? Warning, WarningChangeKind Kind, WarningLevel LevelBefore)
{
    /// <summary>The place on the watch list after, or the last there was; null for a warning's change.</summary>
    public WatchlistEntry? Watch { get; private init; }

    /// <summary>A change of the watch list.</summary>
    public static PendingChange Of(WatchlistEntry watch, WarningChangeKind kind) =>
        new(null, kind, WarningLevel.None) { Watch = watch };
}
