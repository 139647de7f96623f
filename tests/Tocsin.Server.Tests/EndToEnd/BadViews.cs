using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>What is wrong with views of features, whoever sends them.</summary>
internal static class BadViews
{
    private const string Value = "FEATURE_VALUE_INVALID";

    private static readonly IReadOnlyList<BadInput<RepeatedField<FeatureViewValues>>> _all =
    [
        Bad("unknown view", View("weather"), "VIEW_UNKNOWN", "views[0].view"),
        Bad("view without a name", View(""), "VIEW_UNKNOWN", "views[0].view"),
        Bad("view in other case", View("Judicial"), "VIEW_UNKNOWN", "views[0].view"),
        Bad("unknown feature", View("tax", ("sunshine", Number(1))), "FEATURE_UNKNOWN", "views[0].features[sunshine]"),
        Bad("feature of another view", View("tax", ("account_frozen", Flag(true))), "FEATURE_UNKNOWN",
            "views[0].features[account_frozen]"),
        Bad("over-long feature name", View("tax", (new string('x', 100_000), Number(1))), "FEATURE_UNKNOWN",
            $"views[0].features[{new string('x', 64)}…]"),
        Bad("flag for a number", Enforcement(Flag(true)), Value, "views[0].features[enforcement_cny]"),
        Bad("text for a number", Enforcement(Text("5")), Value, "views[0].features[enforcement_cny]"),
        Bad("date for a number", Enforcement(Date(2026, 1, 1)), Value, "views[0].features[enforcement_cny]"),
        Bad("not a number", Enforcement(Number(double.NaN)), Value, "views[0].features[enforcement_cny]"),
        Bad("infinity", Enforcement(Number(double.PositiveInfinity)), Value, "views[0].features[enforcement_cny]"),
        Bad("minus infinity", Enforcement(Number(double.NegativeInfinity)), Value,
            "views[0].features[enforcement_cny]"),
        Bad("below its bound", Enforcement(Number(-0.01)), Value, "views[0].features[enforcement_cny]"),
        Bad("above its bound", View("invoices", ("void_rate", Number(1.0000001))), Value,
            "views[0].features[void_rate]"),
        Bad("largest double", Enforcement(Number(double.MaxValue)), Value, "views[0].features[enforcement_cny]"),
        Bad("fraction for an integer", Lawsuits(Number(1.5)), Value, "views[0].features[lawsuit_count_12m]"),
        Bad("integer past 2^53", Lawsuits(Integer((1L << 53) + 1)), Value, "views[0].features[lawsuit_count_12m]"),
        Bad("smallest integer", Lawsuits(Integer(long.MinValue)), Value, "views[0].features[lawsuit_count_12m]"),
        Bad("number for a flag", View("judicial", ("account_frozen", Number(1))), Value,
            "views[0].features[account_frozen]"),
        Bad("text not in the order", Grade("E"), Value, "views[0].features[credit_grade]"),
        Bad("text in other case", Grade("a"), Value, "views[0].features[credit_grade]"),
        Bad("empty text", Grade(""), Value, "views[0].features[credit_grade]"),
        Bad("over-long text", Grade(new string('一', 257)), Value, "views[0].features[credit_grade]"),
        Bad("the 30th of February", LastSale(Date(2026, 2, 30)), Value, "views[0].features[last_sale_on]"),
        Bad("a year alone", LastSale(Date(2026, 0, 0)), Value, "views[0].features[last_sale_on]"),
        Bad("no date at all", LastSale(Date(0, 0, 0)), Value, "views[0].features[last_sale_on]"),
        Bad("a date of the year 10000", LastSale(Date(10_000, 1, 1)), Value, "views[0].features[last_sale_on]"),
        Bad("text for a date", LastSale(Text("2026-06-24")), Value, "views[0].features[last_sale_on]"),
        Bad("value without a kind", LastSale(new FeatureValue()), Value, "views[0].features[last_sale_on]"),
        Bad("value that the server keeps", View("tax", ("credit_grade_previous", Text("A"))), "FEATURE_NOT_ACCEPTED",
            "views[0].features[credit_grade_previous]"),
        Bad("no exposure", View("loan", ("active", Flag(true))), "EXPOSURE_ID_INVALID", "views[0].exposure_id"),
        Bad("exposure that is no id", OfExposure("L 1", View("loan")), "EXPOSURE_ID_INVALID", "views[0].exposure_id"),
        Bad("exposure", new FeatureViewValues { View = "tax", ExposureId = "e-1" }, "EXPOSURE_NOT_KEPT",
            "views[0].exposure_id"),
        At("observed in the future", new Timestamp { Seconds = 4_102_444_800 }, "OBSERVED_AT_IN_FUTURE"),
        At("observed before 1970", new Timestamp { Seconds = -1 }, "OBSERVED_AT_INVALID"),
        At("observed after the last year", new Timestamp { Seconds = long.MaxValue }, "OBSERVED_AT_INVALID"),
        At("observed with minus nanos", new Timestamp { Seconds = 1, Nanos = -1 }, "OBSERVED_AT_INVALID"),
        At("observed with too many nanos", new Timestamp { Seconds = 1, Nanos = 1_000_000_000 }, "OBSERVED_AT_INVALID"),
        new("view twice", Twice, "VIEW_DUPLICATE", "views[1]"),
        new("65 views", views => Fill(views, 65), "TOO_MANY", "views"),
        Bad("513 features", View("tax", [.. Enumerable.Range(0, 513).Select(i => ($"f{i}", Number(i)))]), "TOO_MANY",
            "views[0].features"),
    ];

    /// <summary>Every fault, for a kind of request.</summary>
    public static IEnumerable<BadInput<T>> Of<T>(Func<T, RepeatedField<FeatureViewValues>> viewsOf) => _all.Select(
        bad => new BadInput<T>(bad.Name, request => bad.Spoil(viewsOf(request)), bad.Reason, bad.Field));

    private static BadInput<RepeatedField<FeatureViewValues>> Bad(
        string name, FeatureViewValues view, string reason, string field) => new(name, Only(view), reason, field);

    private static BadInput<RepeatedField<FeatureViewValues>> At(string name, Timestamp observedAt, string reason) =>
        Bad(name, new FeatureViewValues { View = "tax", ObservedAt = observedAt }, reason, "views[0].observed_at");

    private static Action<RepeatedField<FeatureViewValues>> Only(FeatureViewValues view) => views =>
    {
        views.Clear();
        views.Add(view.Clone());
    };

    private static void Twice(RepeatedField<FeatureViewValues> views)
    {
        views.Clear();
        views.Add([View("tax"), View("tax")]);
    }

    private static void Fill(RepeatedField<FeatureViewValues> views, int count)
    {
        views.Clear();
        for (var i = 0; i < count; i++) views.Add(View("tax"));
    }

    private static FeatureViewValues Enforcement(FeatureValue value) => View("judicial", ("enforcement_cny", value));

    private static FeatureViewValues Lawsuits(FeatureValue value) => View("judicial", ("lawsuit_count_12m", value));

    private static FeatureViewValues Grade(string grade) => View("tax", ("credit_grade", Text(grade)));

    private static FeatureViewValues LastSale(FeatureValue value) => View("invoices", ("last_sale_on", value));
}
