using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>What a review reads of the score that a borrower would get now: the view <c>score</c>. Pure.</summary>
internal static class ScoreView
{
    /// <summary>
    /// Gives a profile the score of the policy that <c>warnings.json</c> names; what a request would bring is missing.
    /// Where no score can be given, or no indicator reads it, the view stays missing.
    /// </summary>
    public static void Lay(RuleSet set, BorrowerProfile profile)
    {
        if (set.ReviewPolicy is not { } policy || !set.ReadsScore) return;
        if (Decider.ScoreOf(set, policy, profile) is not { } score) return;
        Set(ServerViews.Pd, FeatureValue.OfNumber(score.Pd));
        Set(ServerViews.Grade, FeatureValue.OfText(score.Grade));
        if (score.Points is { } points) Set(ServerViews.Points, FeatureValue.OfInteger(points));

        void Set(string name, FeatureValue value)
        {
            if (set.Layout.Find($"{ServerViews.Score}.{name}") is not { } slot) return;
            profile.NoteObserved(slot.Index, profile.AsOf);
            profile.Set(slot, value);
        }
    }
}
