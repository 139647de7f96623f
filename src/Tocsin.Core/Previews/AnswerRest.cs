using System.Globalization;

namespace Tocsin.Core.Previews;

/// <summary>
/// What a decision comes to beside what single rules give: it makes the difference only where no rule does. Immutable.
/// </summary>
public sealed record AnswerRest
{
    /// <summary>Probability of default, a fraction; null where there is none.</summary>
    public double? Pd { get; init; }

    /// <summary>The amount offered; null where nothing is.</summary>
    public double? Amount { get; init; }

    /// <summary>The term offered, in months; null where none was asked for.</summary>
    public int? TermMonths { get; init; }

    /// <summary>The code of the repayment schedule; empty when it is not said.</summary>
    public string Repayment { get; init; } = "";

    /// <summary>The base rate that the annual rate contains, a fraction; null without a price.</summary>
    public double? BaseRate { get; init; }

    /// <summary>What a person is to look at.</summary>
    public IEnumerable<string> Checks { get; init; } = [];

    /// <summary>The names of inputs that were needed and not there.</summary>
    public IEnumerable<string> Needed { get; init; } = [];

    /// <summary>The codes of the reasons, each with its rule.</summary>
    public IEnumerable<string> Reasons { get; init; } = [];

    /// <summary>Who decides; empty unless a person does, and where nobody knows any more.</summary>
    public string ReferTo { get; init; } = "";

    /// <summary>For how many days an approval holds; null without one, and where nobody knows any more.</summary>
    public int? ValidForDays { get; init; }

    /// <summary>As parts of the policy.</summary>
    public IEnumerable<AnswerPart> Parts() =>
    [
        Of("pd", Text(Pd)), Of("offer", Offer()), Of("base_rate", Text(BaseRate)),
        Of("checks", string.Join(' ', Checks)), Of("needed", string.Join(' ', Needed)), Of("refer_to", ReferTo),
        Of("valid_for_days", Text(ValidForDays)), Of("reasons", string.Join(' ', Reasons)),
    ];

    private static AnswerPart Of(string name, string value) => new(DecisionStep.Policy, name, value);

    private string Offer() => Amount is null ? ""
        : $"{Text(Amount)}{(TermMonths is null ? "" : $", {Text(TermMonths)} months")} {Repayment}".TrimEnd();

    private static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
