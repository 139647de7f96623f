using Tocsin.V1;

namespace Tocsin.Replay.Watching;

/// <summary>An open warning.</summary>
/// <param name="Borrower">The borrower.</param>
/// <param name="BankGrade">The borrower's grade, from the label on the stream; empty when it has none.</param>
/// <param name="Indicator">The indicator.</param>
/// <param name="Level">Its level.</param>
internal sealed record StandingWarning(string Borrower, string BankGrade, string Indicator, WarningLevel Level);
