using Tocsin.Core.Decisions;
using Tocsin.Core.Rules;
using Tocsin.Journal.Reading;
using Tocsin.V1;
using CoreOptions = Tocsin.Core.Previews.PreviewOptions;
using Population = Tocsin.V1.PreviewOptions.PopulationOneofCase;
using WireOptions = Tocsin.V1.PreviewOptions;

namespace Tocsin.Server.Endpoints;

/// <summary>Reads what is to be previewed.</summary>
internal static class PreviewFields
{
    /// <summary>What of borrowers is previewed, and how much of it is kept.</summary>
    /// <exception cref="FailureException">A bound is passed, or nothing is left to be looked at.</exception>
    public static CoreOptions Options(WireOptions options)
    {
        var (borrowers, defaults) = (options.Borrowers ?? new PreviewedBorrowers(), new CoreOptions());
        if (borrowers is { WithoutWarnings: true, WithoutDecisions: true })
            throw Invalid("Without warnings and without decisions nothing is left to be previewed.", "borrowers");
        return new CoreOptions
        {
            WithWarnings = !borrowers.WithoutWarnings,
            WithDecisions = !borrowers.WithoutDecisions,
            Listed = Within(
                options.MaximumListed, CoreOptions.MaximumListed, defaults.Listed, "maximum_listed"),
            LabelValues = Within(
                options.MaximumLabelValues, CoreOptions.MaximumLabelValues, defaults.LabelValues,
                "maximum_label_values"),
        };
    }

    /// <summary>The share of borrowers that is looked at, above 0 to 1.</summary>
    /// <exception cref="FailureException">It is out of bounds.</exception>
    public static double Share(WireOptions options) => options.Borrowers?.Share switch
    {
        null or 0 => 1,
        > 0 and <= 1 and { } share => share,
        _ => throw Invalid("share is above 0 and at most 1.", "borrowers.share"),
    };

    /// <summary>The period of the journal; null where stored borrowers are previewed.</summary>
    /// <exception cref="FailureException">It ends before it begins.</exception>
    public static JournalRange? Period(WireOptions options) => options.PopulationCase == Population.Journal
        ? JournalFields.Range(options.Journal.From, options.Journal.Until) : null;

    /// <summary>The same options with the application that every borrower is taken to make, if any.</summary>
    /// <exception cref="FailureException">Neither rule set has the product, or a field does not fit it.</exception>
    public static CoreOptions WithApplication(
        CoreOptions options, PreviewedApplication? application, RuleSet live, RuleSet candidate)
    {
        if (application is null || !options.WithDecisions) return options;
        var policy = live.Policies.GetValueOrDefault(application.Product)
            ?? candidate.Policies.GetValueOrDefault(application.Product)
            ?? throw new FailureException(
                FailureReason.ProductUnknown,
                $"Neither rule set has it; the live products are {string.Join(", ", live.Policies.Keys.Order())}.",
                "borrowers.application.product");
        return options with { Product = policy.Product, Request = Read(application, policy) };
    }

    private static DecisionRequest Read(PreviewedApplication application, DecisionPolicy policy)
    {
        var request = new DecideRequest
        {
            Product = application.Product,
            Kind = application.Kind,
            Amount = application.Amount,
            TermMonths = application.TermMonths,
            Purpose = application.Purpose,
        };
        return DecisionWire.Read(request, policy);
    }

    private static int Within(int value, int most, int otherwise, string field)
    {
        if (value == 0) return otherwise;
        return value > 0 && value <= most ? value : throw new FailureException(
            FailureReason.TooMany, $"{field} is 1 to {most}, or 0 for {otherwise}.", field);
    }

    private static FailureException Invalid(string message, string field) =>
        new(FailureReason.RequestInvalid, message, field);
}
