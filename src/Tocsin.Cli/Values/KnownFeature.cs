using Tocsin.V1;

namespace Tocsin.Cli.Values;

/// <summary>One feature of the rule set that answers now.</summary>
/// <param name="View">Its view.</param>
/// <param name="Name">Its name within the view.</param>
/// <param name="Kind">What its values are.</param>
internal sealed record KnownFeature(string View, string Name, FeatureKind Kind)
{
    /// <summary>True when each exposure of a borrower has it.</summary>
    public bool IsPerExposure { get; init; }

    /// <summary>The name an expression uses.</summary>
    public string FullName => $"{View}.{Name}";
}
