namespace Tocsin.Core.Decisions;

/// <summary>A condition of an offer.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Title">What must be done.</param>
/// <param name="DueOn">The civil date by which, in the catalogue's zone; null: before drawdown.</param>
/// <param name="Rule">The rule that asks for it.</param>
public sealed record OfferCondition(string Code, BilingualText Title, DateOnly? DueOn, string Rule);
