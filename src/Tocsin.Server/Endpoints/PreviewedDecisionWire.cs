using Tocsin.Core.Decisions;
using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.V1;
using CoreParts = Tocsin.Core.Previews.PartCounts;
using WireStep = Tocsin.V1.DecisionStep;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes the decisions of a preview for the wire.</summary>
/// <param name="live">The live rules.</param>
/// <param name="candidate">The candidate.</param>
internal sealed class PreviewedDecisionWire(RuleSet live, RuleSet candidate)
{
    /// <summary>A decision that would be another one.</summary>
    public static PreviewedDecision Write(DecisionPreview preview) => new()
    {
        Product = preview.Product,
        ExposureId = preview.Exposure,
        DecisionId = preview.DecisionId,
        Before = Write(preview.Before),
        After = preview.After is null ? null : Write(preview.After),
        Difference = preview.Difference is not { } difference ? null : new PreviewedDifference
        {
            Step = (WireStep)difference.Step,
            Rule = difference.Rule,
            Before = difference.Before,
            After = difference.After,
        },
        Differences = preview.Differences,
    };

    /// <summary>What would become of the decisions of one product.</summary>
    public DecisionsPreview Write(DecisionFigures figures) => new()
    {
        Product = figures.Product,
        Asked = figures.Asked,
        Changed = figures.Changed,
        Parts = Write(figures.Parts),
        Outcomes =
        {
            figures.Outcomes.Select(outcome => new OutcomeTransition
            {
                Before = (Outcome)outcome.Before,
                After = (Outcome)(outcome.After ?? 0),
                Decisions = outcome.Decisions,
            }),
        },
        Grades =
        {
            InOrderOfScale(figures).Select(grade => new GradeTransition
            {
                Before = grade.Before,
                After = grade.After,
                Decisions = grade.Decisions,
            }),
        },
        Score = figures.Score is null ? null : Write(figures.Score),
        Before = Write(figures.Before),
        After = Write(figures.After),
        Reasons =
        {
            figures.Reasons.Select(reason => new ReasonCount
            {
                Code = reason.Code,
                Added = reason.Added,
                Removed = reason.Removed,
            }),
        },
        Differences =
        {
            figures.Differences.Select(difference => new DifferenceCount
            {
                Step = (WireStep)difference.Step,
                Rule = difference.Rule,
                Decisions = difference.Decisions,
            }),
        },
    };

    // The best first, and what has no grade last.
    private IEnumerable<(string Before, string After, long Decisions)> InOrderOfScale(DecisionFigures figures)
    {
        var (mine, theirs) = (ScaleOf(live), ScaleOf(candidate) ?? ScaleOf(live));
        return figures.Grades.OrderBy(grade => Place(mine ?? theirs, grade.Before))
            .ThenBy(grade => Place(theirs, grade.After));

        RatingScale? ScaleOf(RuleSet rules) => rules.Policies.GetValueOrDefault(figures.Product)?.RatingScale;

        static int Place(RatingScale? scale, string grade)
        {
            var place = scale?.IndexOf(grade) ?? -1;
            return place < 0 ? int.MaxValue : place;
        }
    }

    private static PreviewedAnswer Write(DecisionAnswer answer)
    {
        var written = new PreviewedAnswer
        {
            Outcome = (Outcome)answer.Outcome,
            Grade = answer.Grade,
            Limit = answer.Limit is { } limit ? OfferWire.Write(limit, answer.Currency) : null,
            Reasons = { answer.Reasons },
        };
        if (answer.Points is { } points) written.Points = points;
        if (answer.AnnualRate is { } rate) written.AnnualRate = rate;
        return written;
    }

    private static V1.PartCounts Write(CoreParts parts) => new()
    {
        Outcome = parts.Outcome,
        Grade = parts.Grade,
        Limit = parts.Limit,
        Rate = parts.Rate,
        Reasons = parts.Reasons,
        Points = parts.Points,
        Other = parts.Other,
    };

    private static ScorePreview Write(ScoreShift shift)
    {
        var written = new ScorePreview
        {
            Before = shift.Before,
            After = shift.After,
            Bins =
            {
                shift.Bins.Select(bin => new ScoreBinPreview { Bin = bin.Bin, Before = bin.Before, After = bin.After }),
            },
        };
        if (shift.MeanBefore is { } before) written.MeanBefore = before;
        if (shift.MeanAfter is { } after) written.MeanAfter = after;
        if (shift.Psi is { } psi && double.IsFinite(psi)) written.Psi = psi;
        return written;
    }

    private static V1.DecisionTotals Write(Core.Previews.DecisionTotals totals)
    {
        var written = new V1.DecisionTotals
        {
            Approved = totals.Approved,
            Limits = OfferWire.Write((double)totals.Limits, totals.Currency),
        };
        if (totals.MeanRate is { } rate) written.MeanRate = rate;
        return written;
    }
}
