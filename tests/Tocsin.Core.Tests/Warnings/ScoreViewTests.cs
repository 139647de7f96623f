using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

/// <summary>The score at review, with the shipped scorecard, which reads the amount asked for.</summary>
public class ScoreViewTests
{
    private static readonly RuleSet _set = RuleSetReader.Read(RuleFolder.Read(ShippedRules.Folder)).RuleSet!;

    private static readonly RuleExample _sound = _set.ReadExamples().First(
        example => example.Product == "mse_working_capital" && example.Request.Amount == 300_000);

    // The same question gives the same answer, whoever asks it.
    [Fact]
    public void Lay_WhatWasAskedForThen_GivesThePdOfTheDecision()
    {
        var profile = Profile(("origination.amount_cny", 300_000));
        var asked = Profile();
        asked.Set(ReservedInputs.RequestAmount, FeatureValue.OfNumber(300_000));

        ScoreView.Lay(_set, profile);

        var decided = Tocsin.Core.Decisions.Decider.ScoreOf(_set, _set.ReviewPolicy!, asked);
        Assert.Equal(decided!.Pd, Pd(profile));
    }

    // The points of a missing amount would look like a borrower that got worse.
    [Fact]
    public void Lay_NobodyKnowsWhatWasAskedFor_GivesNone()
    {
        var profile = Profile();

        ScoreView.Lay(_set, profile);

        Assert.Null(Pd(profile));
    }

    private static double? Pd(BorrowerProfile profile) => profile.ValueOf(_set.Layout.Find("score.pd")!)?.AsNumber;

    private static BorrowerProfile Profile(params (string Name, double Value)[] more)
    {
        var profile = new BorrowerProfile(_set.Layout, _sound.AsOf);
        foreach (var (name, value) in _sound.Features) profile.Set(name, value);
        foreach (var (name, value) in more) profile.Set(name, FeatureValue.OfNumber(value));
        return profile;
    }
}
