namespace Tocsin.Core.Rules;

/// <summary>What a rule set says of itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Purpose">What it is for; may be empty.</param>
/// <param name="Revision">Its revision, in the owner's words; may be empty.</param>
/// <param name="ReviewDate">When it is to be looked at again; null when it is not said.</param>
public sealed record RuleSetManifest(string Name, string Owner, string Purpose, string Revision, DateOnly? ReviewDate);
