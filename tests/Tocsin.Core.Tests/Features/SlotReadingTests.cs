using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Features;

/// <summary>A profile that is written down and laid out again.</summary>
public sealed class SlotReadingTests
{
    private static readonly RuleSet _rules = RuleSetReader.Read(RuleFolder.Read(ShippedRules.Folder)).RuleSet!;

    [Fact]
    public void WriteTo_EverySlotOfEveryExample_GivesTheSameReadings()
    {
        foreach (var example in _rules.ReadExamples())
        {
            var profile = example.ApplicationProfile(_rules.Layout);
            var again = new BorrowerProfile(_rules.Layout, profile.AsOf);
            foreach (var slot in _rules.Layout.Slots) SlotReading.Of(profile, slot).WriteTo(again, slot);

            Assert.All(_rules.Layout.Slots, slot =>
                Assert.Equal(SlotReading.Of(profile, slot), SlotReading.Of(again, slot)));
        }
    }

    [Fact]
    public void WriteTo_ValueOfAnotherType_Throws()
    {
        var profile = new BorrowerProfile(_rules.Layout, DateTimeOffset.UnixEpoch);
        var slot = _rules.Layout.Find(ReservedInputs.RequestAmount)!;

        Assert.Throws<ArgumentException>(() =>
            new SlotReading(FeatureValue.OfText("ten"), false, null).WriteTo(profile, slot));
    }
}
