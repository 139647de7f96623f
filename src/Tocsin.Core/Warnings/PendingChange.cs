namespace Tocsin.Core.Warnings;

/// <summary>A change whose borrower's situation is not known yet: it depends on all changes of the commit.</summary>
/// <param name="Warning">The warning after.</param>
/// <param name="Kind">What happened.</param>
/// <param name="LevelBefore">The level before.</param>
internal sealed record PendingChange(Warning Warning, WarningChangeKind Kind, WarningLevel LevelBefore);
