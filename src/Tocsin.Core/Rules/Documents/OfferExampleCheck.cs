using System.Globalization;
using System.Text.Json;
using Tocsin.Core.Decisions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Compares the limit, the price and the conditions that an example expects with what comes out.</summary>
internal sealed class OfferExampleCheck(DocumentNode expect)
{
    // Rates are written with eight decimals at most.
    private const double RateTolerance = 5e-9;

    private readonly List<ExampleDifference> _differences = [];

    /// <summary>Everything it compares.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["offer", "limit", "binding_cap", "annual_rate", "components", "conditions"];

    /// <summary>True when something of the limit is expected.</summary>
    public static bool ExpectsLimit(DocumentNode expect) =>
        expect.Child("limit") is not null || expect.Child("binding_cap") is not null;

    /// <summary>True when something of the price is expected.</summary>
    public static bool ExpectsPrice(DocumentNode expect) =>
        expect.Child("annual_rate") is not null || expect.Child("components") is not null;

    /// <summary>True when conditions are expected, or that there are none.</summary>
    public static bool ExpectsConditions(DocumentNode expect) => expect.Child("conditions") is not null;

    /// <summary>The differences.</summary>
    public IReadOnlyList<ExampleDifference> Run(Decision decision)
    {
        Near("offer", decision.Offer?.Amount, tolerance: 0);
        Near("limit", decision.Limit?.Granted, tolerance: 0);
        var binding = decision.Limit is { BindingCap.Length: > 0 } limit ? limit.BindingCap : "none";
        if (expect.Text("binding_cap") is { } cap && cap != binding) Differs("binding_cap", cap, binding);
        Near("annual_rate", decision.Price?.AnnualRate, RateTolerance);
        foreach (var (name, node) in expect.Object("components")?.Members() ?? [])
        {
            var rate = decision.Price?.Components.FirstOrDefault(component => component.Component == name)?.AnnualRate;
            var isNear = node.Element.ValueKind == JsonValueKind.Number
                && Math.Abs(node.Element.GetDouble() - (rate ?? double.NaN)) <= RateTolerance;
            if (!isNear)
                Differs($"components.{name}", node.Element.ToString(), Text(rate));
        }

        if (expect.Child("conditions") is null) return _differences;
        var codes = string.Join(", ", expect.Texts("conditions"));
        var actual = string.Join(", ", decision.Conditions.Select(condition => condition.Code));
        if (codes != actual) Differs("conditions", codes, actual);
        return _differences;
    }

    private void Near(string key, double? actual, double tolerance)
    {
        if (expect.Number(key) is not { } expected) return;
        if (!(Math.Abs(expected - (actual ?? double.NaN)) <= tolerance)) Differs(key, Text(expected), Text(actual));
    }

    private void Differs(string key, string expected, string actual)
    {
        var (wanted, got) = (expected.Length == 0 ? "none" : expected, actual.Length == 0 ? "none" : actual);
        _differences.Add(new ExampleDifference(key, wanted, got));
        expect.Error("EXAMPLE_FAILED", $"Expected {key} {wanted}; it came out {got}.", key.Split('.')[0]);
    }

    private static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "none";
}
