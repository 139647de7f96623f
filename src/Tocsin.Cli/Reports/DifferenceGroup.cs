using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Under which heading a difference stands.</summary>
/// <param name="Rank">Where the heading comes.</param>
/// <param name="Title">The heading.</param>
internal readonly record struct DifferenceGroup(int Rank, string Title)
{
    /// <summary>The heading of a difference.</summary>
    public static DifferenceGroup Of(RuleSetDifference one) => one.Kind switch
    {
        "manifest" => new(0, "Rule set"),
        "parameter" => new(1, "Parameters"),
        "feature_catalogue" or "feature_view" or "feature" => new(2, "Features"),
        "reason" => new(3, "Reasons"),
        "action" => new(4, "Actions"),
        "example_set" or "example" => new(11, "Examples"),
        "warning_settings" or "indicator_family" or "borrower_level" => new(7, "Warnings"),
        "table" or "table_result" or "table_row" or "classification" or "upgrade_proof" => new(8, "Classification"),
        "calendar" or "calendar_year" => new(9, "Calendar"),
        _ when one.Indicator.Length > 0 => new(6, $"Warning indicator {one.Indicator}"),
        _ when one.Products.Count == 1 => new(5, $"Product {one.Products[0]}"),
        _ when one.Products.Count > 1 => new(5, $"Products {string.Join(", ", one.Products)}"),
        _ when one.Workflow.Length > 0 => new(10, $"Workflow {one.Workflow}"),
        _ => new(12, "Others"),
    };
}
