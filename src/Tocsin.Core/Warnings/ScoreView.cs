using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>
/// What reviews and tables read of the score that a borrower would get now: the view <c>score</c>. Pure.
/// </summary>
internal static class ScoreView
{
    /// <summary>
    /// Gives a profile the score of the policy that <c>warnings.json</c> names. What was asked for then, as the booking
    /// noted it, is asked for again: a score that reads the request cannot be given without it, since the points of
    /// what is missing would look like a borrower that got worse. Where no score can be given, or nothing reads it,
    /// the view stays missing; where an example gives one, that stays.
    /// </summary>
    public static void Lay(RuleSet set, BorrowerProfile profile)
    {
        if (set.ReviewPolicy is not { } policy || !set.ReadsScore || IsLaid(set, profile)) return;
        var asked = profile.Copy();
        AskAgain(ServerViews.Amount, ReservedInputs.RequestAmount);
        AskAgain(ServerViews.Term, ReservedInputs.RequestTermMonths);
        if (policy.ScoreReads.Any(slot => IsOfDecision(slot) && !asked.IsPresent(slot.Index))) return;
        if (Decider.ScoreOf(set, policy, asked) is not { } score) return;
        if (score.Pd is { } pd) Set(ServerViews.Pd, FeatureValue.OfNumber(pd));
        Set(ServerViews.Grade, FeatureValue.OfText(score.Grade));
        if (score.Points is { } points) Set(ServerViews.Points, FeatureValue.OfInteger(points));

        void AskAgain(string booked, string request)
        {
            var slot = set.Layout.Find($"{ServerViews.Origination}.{booked}");
            if (slot is not null && profile.ValueOf(slot) is { } value) asked.Set(request, value);
        }

        void Set(string name, FeatureValue value)
        {
            if (set.Layout.Find($"{ServerViews.Score}.{name}") is not { } slot) return;
            profile.NoteObserved(slot.Index, profile.AsOf);
            profile.Set(slot, value);
        }
    }

    private static bool IsLaid(RuleSet set, BorrowerProfile profile) =>
        ServerViews.FeaturesOf(ServerViews.Score).Any(feature =>
            set.Layout.Find($"{ServerViews.Score}.{feature.Name}") is { } slot && profile.IsPresent(slot.Index));

    // What a decision has and a review or a table may not.
    private static bool IsOfDecision(InputSlot slot) => slot.Name.StartsWith("request.", StringComparison.Ordinal)
        || slot.Feature?.View == ServerViews.Warnings;
}
