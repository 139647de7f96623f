using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules.Proposals;

/// <summary>One example to be proposed.</summary>
/// <param name="Rule">What it would cover.</param>
/// <param name="Input">The input that differs from the base.</param>
/// <param name="Value">Its value; null makes it missing.</param>
internal sealed record Proposal(RuleCoverage Rule, InputSlot Input, FeatureValue? Value)
{
    /// <summary>The indicator it looks at; null where it looks at a decision.</summary>
    public string? Indicator => Rule.Product.Length > 0 ? null : Rule.Rule.Split('.')[0];

    /// <summary>The level that stood before, so that its clearing is asked for; else none.</summary>
    public WarningLevel Before => Rule.Role == CoverageRole.Clear
        ? Enum.Parse<WarningLevel>(Rule.Rule.Split('.')[1], ignoreCase: true) : WarningLevel.None;

    /// <summary>Its name, which says what it is.</summary>
    public string Name
    {
        get
        {
            var stood = Before == WarningLevel.None ? "" : $", {Before} before".ToLowerInvariant();
            var part = Rule.Part.Length > 0 ? $" {Rule.Part}" : "";
            var value = Value?.ToCanonicalText() ?? "missing";
            return $"{ProposedExamples.Mark}: {Rule.Rule}{part}, {Input.Name} {value}{stood}";
        }
    }
}
