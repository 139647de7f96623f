using Tocsin.Core.Features;

namespace Tocsin.Core.Rules;

/// <summary>A value that expressions read as <c>p.name</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Unit">Its unit; may be empty.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="ReviewDate">When it is to be looked at again; null when it is not said.</param>
public sealed record RuleParameter(
    string Name, FeatureValue Value, string Unit, string Source, string Owner, DateOnly? ReviewDate);
