using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Classification;

/// <summary>
/// Classifies the exposures of one borrower: the tables, then what each exposure means for the others, then whether a
/// category better than the booked one has been earned. Pure and thread-safe.
/// </summary>
/// <remarks>
/// Nothing fails open: what is unknown leaves worse categories possible, a category that is not proven to be better
/// stays as it is booked, and a caller who takes one category takes it with <c>IsComplete</c>.
/// </remarks>
public sealed class ExposureClassifier
{
    private readonly RuleSet _rules;
    private readonly ClassificationPolicy _policy;
    private readonly BorrowerExposures _exposures;
    private readonly BorrowerProfile _borrower;
    private readonly ClassificationRequest _request;
    private readonly InputSlot _booked;
    private readonly InputSlot _balance;

    private ExposureClassifier(
        RuleSet rules, ClassificationPolicy policy, BorrowerExposures exposures, BorrowerProfile borrower,
        ClassificationRequest request)
    {
        (_rules, _policy, _exposures, _borrower, _request) = (rules, policy, exposures, borrower.Copy(), request);
        _booked = borrower.Layout.Find(policy.Booked.FullName)!;
        _balance = borrower.Layout.Find(policy.Balance.FullName)!;
    }

    /// <summary>Classifies what is asked for.</summary>
    /// <param name="rules">The rules, with a <see cref="RuleSet.Classification"/>.</param>
    /// <param name="exposures">Every exposure of the borrower.</param>
    /// <param name="borrower">The borrower's own values, with the aggregates over these exposures.</param>
    /// <param name="request">What is asked for.</param>
    public static BorrowerClassification Classify(
        RuleSet rules, BorrowerExposures exposures, BorrowerProfile borrower, ClassificationRequest request)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(exposures);
        ArgumentNullException.ThrowIfNull(borrower);
        ArgumentNullException.ThrowIfNull(request);
        return rules.Classification is { } policy
            ? new ExposureClassifier(rules, policy, exposures, borrower, request).Run()
            : throw new ArgumentException("The rules classify nothing.", nameof(rules));
    }

    private BorrowerClassification Run()
    {
        var own = _exposures.Open.Select(exposure => Classify(exposure, _policy.OwnCategory)).ToList();
        if (NonPerforming(own) is { } amount)
            _borrower.Set(ReservedInputs.ClassifiedNonPerforming, FeatureValue.OfNumber(amount));
        var asked = _request.Exposures.Count > 0 ? _request.Exposures.Order() : _exposures.Open.AsEnumerable();
        var exposures = asked.Select(exposure => Classify(exposure, _policy.Category)).ToList();
        // After the exposures, which have scores of their own.
        ScoreView.Lay(_rules, _borrower);
        return new BorrowerClassification(exposures, _policy.Size is { } size ? Ask(size, _borrower) : null);
    }

    // What cannot be told of one exposure, or is not known to be all of them, cannot be told of their sum.
    private double? NonPerforming(List<ExposureClassification> own)
    {
        if (_request.IsOfPart || !_exposures.IsAnyKnown) return null;
        var sum = 0.0;
        foreach (var exposure in own)
        {
            var isSure = IsNonPerforming(exposure.Least);
            if (!IsNonPerforming(exposure.Category) && !exposure.Possible.Any(IsNonPerforming)) continue;
            if (exposure.Profile.ValueOf(_balance)?.AsNumber is not { } balance) return null;
            if (!isSure && balance != 0) return null;
            sum += balance;
        }

        return sum;
    }

    private bool IsNonPerforming(TableResult? category) => category?.Rank >= _policy.NonPerformingFrom.Rank;

    private ExposureClassification Classify(ExposureId exposure, DecisionTable table)
    {
        var profile = BorrowerProfileReader.ReadExposure(_borrower, _exposures, exposure);
        ScoreView.Lay(_rules, profile);
        var answer = Ask(table, profile);
        var classified = Weigh(new ExposureClassification
        {
            Exposure = exposure,
            Profile = profile,
            CategoryAnswer = answer,
            Booked = profile.ValueOf(_booked) is { } booked ? table.Find(booked.AsText) : null,
            Upgrade = CategoryUpgrade.NotAsked,
        });
        return classified with
        {
            IsComplete = classified.IsComplete && !_request.IsOfPart,
            IsRaisedByOthers = answer.Result?.Rank > Ask(_policy.OwnCategory, profile).Result?.Rank,
            Stage = _policy.Stage is { } stage ? Ask(stage, profile) : null,
            Renewal = _policy.Renewal is { } renewal && _request.WithRenewal ? Ask(renewal, profile) : null,
        };
    }

    private ExposureClassification Weigh(ExposureClassification exposure)
    {
        var answer = exposure.CategoryAnswer;
        var asTold = exposure with
        {
            Category = answer.Result,
            Least = answer.Result,
            Possible = answer.Possible,
            IsComplete = answer.IsComplete,
            Missing = answer.Missing,
        };
        if (answer.Result is not { } told) return asTold;
        if (exposure.Booked is not { } booked) return OfUnknownBooking(asTold, told);
        if (told.Rank >= booked.Rank) return asTold;
        var proofs = _policy.Upgrade.Rules.Select(rule => (Rule: rule, Outcome: rule.Evaluate(exposure.Profile)))
            .ToList();
        if (proofs.TrueForAll(proof => proof.Outcome == RuleOutcome.Hit))
            return asTold with { Upgrade = CategoryUpgrade.Proven };
        var possible = answer.Possible.Where(result => result.Rank > booked.Rank).ToList();
        // One rule that does not hold settles the matter, whatever the others are.
        var isSettled = proofs.Exists(proof => proof.Outcome == RuleOutcome.Miss);
        var unknown = proofs.Where(proof => !isSettled && proof.Outcome == RuleOutcome.Unknown)
            .SelectMany(proof => AbsentInput.Among(proof.Rule.Reads, exposure.Profile));
        return asTold with
        {
            Category = booked,
            Least = isSettled ? booked : told,
            Possible = possible,
            IsComplete = isSettled && possible.Count == 0,
            Upgrade = CategoryUpgrade.Held,
            Missing = InOrder([.. possible.Count > 0 ? answer.Missing : [], .. unknown]),
        };
    }

    // A category that may have to stay is any that is worse; the worst there is cannot be held back.
    private ExposureClassification OfUnknownBooking(ExposureClassification asTold, TableResult told)
    {
        var worse = asTold.CategoryAnswer.Table.Results.Where(result => result.Rank > told.Rank).ToList();
        if (worse.Count == 0) return asTold;
        return asTold with
        {
            Possible = worse,
            IsComplete = false,
            Upgrade = CategoryUpgrade.BookedUnknown,
            Missing = InOrder([.. asTold.Missing, .. AbsentInput.Among([_booked], asTold.Profile)]),
        };
    }

    private TableAnswer Ask(DecisionTable table, BorrowerProfile profile) =>
        table.Evaluate(profile, _request.UsesDrafts) with { IsOfPart = _request.IsOfPart };

    private static IReadOnlyList<AbsentInput> InOrder(IEnumerable<AbsentInput> inputs) =>
        [.. inputs.DistinctBy(input => input.Slot.Index).OrderBy(input => input.Slot.Index)];
}
