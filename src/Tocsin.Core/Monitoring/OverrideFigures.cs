using Tocsin.Core.Decisions;

namespace Tocsin.Core.Monitoring;

/// <summary>
/// How often people decided against the model, over the decisions of which it is known what held in the end. Immutable.
/// </summary>
/// <remarks>
/// The names are those of credit scoring, after the side of the cut-off on which the model put the borrower: high-side
/// is one that passed and was declined, low-side one that failed and was approved. What the model refers or finds
/// incomplete is a person's to decide, so that nothing is overridden there.
/// </remarks>
/// <param name="Passed">Decisions in which the model approved, with or without conditions, or made an offer.</param>
/// <param name="PassedButDeclined">Of those, the ones a person declined: high-side.</param>
/// <param name="Failed">Decisions in which the model declined.</param>
/// <param name="FailedButApproved">Of those, the ones a person approved: low-side.</param>
public sealed record OverrideFigures(long Passed, long PassedButDeclined, long Failed, long FailedButApproved)
{
    /// <summary>A share of either above this is a finding.</summary>
    public const double Finding = 0.10;

    /// <summary>The share of high-side overrides.</summary>
    public Statistic HighSide => Statistic.Share(
        PassedButDeclined, Passed, "no decision that the model approved says what held in the end");

    /// <summary>The share of low-side overrides.</summary>
    public Statistic LowSide => Statistic.Share(
        FailedButApproved, Failed, "no decision that the model declined says what held in the end");

    /// <summary>One more decision; one of which nothing is known changes nothing.</summary>
    public OverrideFigures Plus(DecisionOutcome model, DecisionOutcome? final)
    {
        if (final is not { } held) return this;
        if (IsApproval(model))
        {
            return this with
            {
                Passed = Passed + 1,
                PassedButDeclined = PassedButDeclined + (held == DecisionOutcome.Decline ? 1 : 0),
            };
        }

        return model != DecisionOutcome.Decline ? this : this with
        {
            Failed = Failed + 1,
            FailedButApproved = FailedButApproved + (IsApproval(held) ? 1 : 0),
        };
    }

    /// <summary>True for an outcome that offers the borrower something.</summary>
    public static bool IsApproval(DecisionOutcome outcome) => outcome is DecisionOutcome.Approve
        or DecisionOutcome.ApproveWithConditions or DecisionOutcome.CounterOffer;
}
