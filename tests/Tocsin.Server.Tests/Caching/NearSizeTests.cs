using System.Text;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Tocsin.Server.Caching;
using Tocsin.Server.Endpoints;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.Caching;

/// <summary>What borrowers are said to take is about what they take.</summary>
public sealed class NearSizeTests
{
    private const int Borrowers = 2_000;

    private static readonly RuleSet _rules = RuleSetReader.Read(RuleFolder.Read(ProjectFolder.Rules)).RuleSet!;
    private static readonly DateTimeOffset _now = RealClock.Instance.GetUtcNow();

    private static readonly StoredTexts _texts = new();

    // A whole borrower of 26 views, and one of whom hardly anything is known.
    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    public void Of_BorrowersLaidOut_IsWithinAThirdOfWhatTheyTake(int mostViews)
    {
        var views = FeatureWire.ReadViews(SoundBorrower.Views(_now), _rules.Catalogue, FeatureSource.Feed, _now)
            .Take(mostViews).ToList();
        // Texts of their own, as a store gives them.
        var kept = new NearBorrower[Borrowers];
        Make(views, 0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Borrowers; i++) kept[i] = Make(views, i);
        var took = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Borrowers;

        var said = NearSize.OfSlot + NearSize.Of(
            kept[0].Stored, kept[0].Warnings, _rules.Layout.Slots.Count);
        GC.KeepAlive(kept);
        Assert.InRange(said, took * 0.67, took * 1.5);
    }

    private static NearBorrower Make(IReadOnlyList<FeatureViewUpdate> views, int number)
    {
        var borrower = BorrowerId.Parse($"b-{number}");
        var stored = new StoredProfile(borrower, 1, views.ToDictionary(
            view => view.Key, view => new StoredView(view.ObservedAt, Values(view))));
        var near = new NearBorrower(stored, BorrowerWarnings.Empty(borrower));
        near.LaidOut(_rules.Layout, _now);
        return near;
    }

    private static IReadOnlyDictionary<string, string> Values(FeatureViewUpdate view)
    {
        var texts = view.Values.Values.Select(value => Encoding.UTF8.GetBytes(value.ToCanonicalText())).ToList();
        var start = 0;
        return _texts.Values(
            [.. view.Values.Keys],
            [.. texts.Select(text => new TextPlace((start += text.Length) - text.Length, text.Length))],
            [.. texts.SelectMany(text => text)]);
    }
}
