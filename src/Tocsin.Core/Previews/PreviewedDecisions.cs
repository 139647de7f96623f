using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Previews;

/// <summary>Asks for the same decision under two rule sets. Pure and thread-safe.</summary>
/// <param name="live">The live rules.</param>
/// <param name="candidate">The candidate.</param>
/// <param name="options">What is asked.</param>
internal sealed class PreviewedDecisions(ActivatedRuleSet live, ActivatedRuleSet candidate, PreviewOptions options)
{
    private readonly string _product =
        options.Product.Length > 0 ? options.Product : live.Set.ReviewPolicy?.Product ?? "";

    /// <summary>A borrower's preview with its decisions.</summary>
    /// <param name="preview">The preview so far.</param>
    /// <param name="before">Its stored state.</param>
    /// <param name="reviewed">Its state after a review under the candidate; null where none was made.</param>
    /// <param name="stored">Its features.</param>
    /// <param name="laid">Its features as the candidate sees them, laid out; its warnings are written into it.</param>
    /// <param name="now">Its features as the live rules see them, laid out; its warnings are written into it.</param>
    public BorrowerPreview Ask(
        BorrowerPreview preview, BorrowerWarnings before, BorrowerWarnings? reviewed, StoredProfile stored,
        LaidOutBorrower laid, LaidOutBorrower now)
    {
        var asOf = now.Profile.AsOf;
        if (!live.Set.Policies.TryGetValue(_product, out var policy))
            return _product.Length == 0 ? preview with { NotBooked = 1 } : preview with { IsProductUnknown = true };
        var then = candidate.Set.Policies.GetValueOrDefault(_product);
        // What is stored and nobody has looked at counts on both sides, or on neither.
        var (was, isNow) = (Standing(live, policy), reviewed ?? Standing(candidate, then));
        var ofLive = new Side(live.Set, policy, Lay(live.Set, policy, now, was));
        var ofCandidate = then is null ? null : new Side(candidate.Set, then, Lay(candidate.Set, then, laid, isNow));
        if (options.Request is { } request)
            return preview with { Decisions = [Compare(ofLive, ofLive.Lay(default), ofCandidate, request, default)] };
        return Booked(preview, ofLive, ofCandidate);

        BorrowerWarnings Standing(ActivatedRuleSet rules, DecisionPolicy? decides) =>
            decides is { ReadsWarnings: true } ? WarningsView.Standing(rules, before, stored, asOf) : before;
    }

    private BorrowerPreview Booked(BorrowerPreview preview, Side ofLive, Side? ofCandidate)
    {
        var decisions = new List<DecisionPreview>();
        var notBooked = 0;
        foreach (var exposure in ofLive.Borrower.Exposures.Open)
        {
            var profile = ofLive.Lay(exposure);
            if (BookedWith(profile) is { } request)
                decisions.Add(Compare(ofLive, profile, ofCandidate, request, exposure));
            else
                notBooked++;
        }

        var isNothing = decisions.Count == 0 && notBooked == 0;
        return preview with { Decisions = decisions, NotBooked = isNothing ? 1 : notBooked };
    }

    private DecisionPreview Compare(
        Side ofLive, BorrowerProfile decided, Side? ofCandidate, DecisionRequest request, ExposureId exposure)
    {
        var before = Decide(ofLive, decided, request);
        var was = Refuses(ofLive, request);
        var isNow = ofCandidate is null ? was : Refuses(ofCandidate, request);
        var isRefused = isNow is not null && was != isNow;
        var decides = isRefused ? null : ofCandidate?.Lay(exposure);
        var after = decides is null ? null : Decide(ofCandidate!, decides, request);
        var (given, gives) = (
            DecisionAnswer.Of(ofLive.Policy, before),
            after is null ? null : DecisionAnswer.Of(ofCandidate!.Policy, after));
        // What both refuse alike is compared as if it were decided.
        var preview = was != isNow ? DecisionPreview.OfRefusals(_product, given, gives, was, isNow)
            : DecisionPreview.Of(_product, given, gives, () => (
                AnswerParts.Of(ofLive.Policy, before, decided),
                AnswerParts.Of(ofCandidate!.Policy, after!, decides!)),
                after is null || AnswerSameness.IsSame(ofLive.Policy, before, ofCandidate!.Policy, after));
        return preview with { Exposure = exposure.Value };
    }

    // What was booked, or is asked of everybody, is in the currency of the live policy.
    private Refusal? Refuses(Side side, DecisionRequest request) =>
        side.Policy.RefusalOf(request, live.Set.Policies[_product].Currency, options.UsesDrafts);

    private static Decision Decide(Side side, BorrowerProfile profile, DecisionRequest request)
    {
        request.WriteTo(profile);
        return Decider.Decide(side.Rules, side.Policy, profile);
    }

    // What decisions read of warnings lies over what is stored, as if a request had carried it.
    private static LaidOutBorrower Lay(
        RuleSet rules, DecisionPolicy policy, LaidOutBorrower laid, BorrowerWarnings state)
    {
        if (policy.ReadsWarnings && WarningsView.Of(rules, state, laid.Profile.AsOf) is { } view)
            BorrowerProfileReader.LayOver(laid.Profile, view);
        return laid;
    }

    // As a review asks again for the score: see ScoreView.
    private static DecisionRequest? BookedWith(BorrowerProfile profile)
    {
        if (ValueOf(ServerViews.Amount) is not { } amount) return null;
        return new DecisionRequest(ApplicationKind.New, amount, (int?)ValueOf(ServerViews.Term));

        double? ValueOf(string booked) => profile.Layout.Find($"{ServerViews.Origination}.{booked}") is { } slot
            ? profile.ValueOf(slot)?.AsNumber : null;
    }

    private sealed record Side(RuleSet Rules, DecisionPolicy Policy, LaidOutBorrower Borrower)
    {
        // The profile of one exposure, or of none.
        public BorrowerProfile Lay(ExposureId exposure) => exposure.IsNone ? Borrower.Profile.Copy()
            : BorrowerProfileReader.ReadExposure(Borrower.Profile, Borrower.Exposures, exposure);
    }
}
