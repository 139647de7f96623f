using Microsoft.Extensions.Time.Testing;
using Tocsin.Core.Decisions.Recourse;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Decisions.Recourse;

/// <summary>Recourse over the shipped rules; the proofs run the same at length.</summary>
public class ShippedRecourse
{
    private static readonly RuleSet _rules = RuleSetReader.Read(RuleFolder.Read(ShippedRules.Folder)).RuleSet!;

    [Fact]
    public void Find_DeclinedBorrowers_KeepsItsPromises()
    {
        var run = RecourseRun.Run(_rules, borrowers: 150, seed: 1, new FakeTimeProvider());

        Assert.Null(run.Broken);
        Assert.True(run.Statuses.GetValueOrDefault(RecourseStatus.Found) > 30, string.Join(", ", run.Statuses));
        Assert.True(
            run.Statuses.GetValueOrDefault(RecourseStatus.NoneWithinReach) > 5, string.Join(", ", run.Statuses));
    }

    [Fact]
    public void Of_EveryPolicy_HasAFactorForEachInput()
    {
        // What no factor reads would be taken for the same whatever its value.
        foreach (var policy in _rules.Policies.Values)
        {
            var profile = new BorrowerProfile(_rules.Layout, DateTimeOffset.UnixEpoch);
            var read = PolicyFactor.Of(_rules, policy, profile).SelectMany(factor => factor.Reads);
            Assert.Empty(policy.Reads.Where(slot => slot.Feature is not null).Except(read));
        }
    }
}
