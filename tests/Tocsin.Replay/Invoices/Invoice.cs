namespace Tocsin.Replay.Invoices;

/// <summary>A VAT invoice, as far as the features need it.</summary>
/// <param name="Enterprise">Whose books it stands in.</param>
/// <param name="Date">The day it was issued.</param>
/// <param name="IsSale">True for an output invoice, false for an input invoice.</param>
/// <param name="IsValid">False when it was voided.</param>
/// <param name="Amount">Without tax, in CNY; negative on a red-letter invoice, which takes another one back.</param>
internal sealed record Invoice(string Enterprise, DateOnly Date, bool IsSale, bool IsValid, decimal Amount);
