namespace Tocsin.Core.Features;

/// <summary>What the catalogue says of one feature. Immutable.</summary>
public sealed record FeatureDefinition
{
    /// <summary>The view it belongs to.</summary>
    public required string View
    {
        get;
        init
        {
            field = value;
            FullName = $"{value}.{Name}";
        }
    }

    /// <summary>Its name within the view; may hold dots.</summary>
    public required string Name
    {
        get;
        init
        {
            field = value;
            FullName = $"{View}.{value}";
        }
    }

    /// <summary>Its type.</summary>
    public required FeatureType Type { get; init; }

    /// <summary>Its unit, such as <c>cny</c>, <c>days</c> or <c>fraction</c>; empty when it has none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The smallest valid value of a number or integer; null when there is no bound.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest valid value of a number or integer; null when there is no bound.</summary>
    public double? Maximum { get; init; }

    /// <summary>The order of a text's values; null when any text is valid and none is before another.</summary>
    public TextOrder? Order { get; init; }

    /// <summary>
    /// Which direction is worse for the borrower: <c>up</c>, <c>down</c>, or empty when it is not said.
    /// </summary>
    public string Worse { get; init; } = "";

    /// <summary>
    /// True for a label (branch, product, officer): carried on warning changes and usable in filters.
    /// </summary>
    public bool IsLabel { get; init; }

    /// <summary>True when its values are personal: never carried as evidence.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>
    /// The name of the feature of its view whose value before it holds; empty for a feature that is sent. A store keeps
    /// it; nobody sends it.
    /// </summary>
    public string PreviousOf { get; init; } = "";

    /// <summary>How it is computed from the borrower's exposures; null when it is sent.</summary>
    public FeatureAggregate? Aggregate { get; init; }

    /// <summary>How it may change when a borrower asks for recourse; null when it is not said.</summary>
    public FeatureRecourse? Recourse { get; init; }

    /// <summary>Its title.</summary>
    public BilingualText Title { get; init; } = BilingualText.Empty;

    /// <summary>The name expressions use: <c>view.feature</c>.</summary>
    public string FullName { get; private init; } = "";
}
