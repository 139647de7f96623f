namespace Tocsin.Core.Warnings;

/// <summary>What became of a borrower that was warned of, as a person recorded it.</summary>
/// <param name="CameTrue">
/// True when what the warning is for happened (a default, a loss); false when it was a false alarm.
/// </param>
/// <param name="On">The civil date of it.</param>
public sealed record WarningOutcome(bool CameTrue, DateOnly On);
