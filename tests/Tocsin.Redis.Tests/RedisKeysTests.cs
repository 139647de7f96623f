using StackExchange.Redis;
using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Redis.Tests;

/// <summary>The names of keys.</summary>
public sealed class RedisKeysTests
{
    [Fact]
    public void ForCommit_EveryKey_CarriesTheTagOfItsPartition()
    {
        var keys = new RedisKeys("tocsin", 16).Partition(7);
        var borrower = BorrowerId.Parse("wang");

        string[] expected =
        [
            "tocsin:{7}:warnings:wang", "tocsin:{7}:states", "tocsin:{7}:open", "tocsin:{7}:due", "tocsin:{7}:marks",
            "tocsin:{7}:borrower:wang", "tocsin:{7}:borrowers", "tocsin:{7}:floor", "tocsin:{7}:log",
            "tocsin:{7}:draft", "tocsin:{7}:journal_key:wang", "tocsin:{7}:writes",
        ];
        Assert.Equal(expected, keys.ForCommit(borrower).Select(key => key.ToString()));
    }

    [Fact]
    public void EveryKeyOfAScript_InACluster_LiesInOneSlot()
    {
        var keys = new RedisKeys("tocsin", 16);

        Assert.Equal(
            ["tocsin:activation", "tocsin:{tocsin:activation}:superseded"],
            [keys.Activation.ToString(), keys.Superseded.ToString()]);
        foreach (var together in new RedisKey[][]
        {
            [keys.Activation, keys.Superseded],
            RedisRuleSetStore.KeysFor(keys, new string('a', 64)),
            [keys.RuleSet("b"), keys.RuleFiles("c"), keys.RuleSets, keys.Shadow],
            [keys.Seen, keys.Instances],
            [keys.Sweepers, keys.Leases],
        })
        {
            Assert.Single(together.Select(key => Tag(key.ToString())).Distinct());
        }
    }

    // What a cluster takes of a key to find its slot: what stands in the first braces, else all of it.
    private static string Tag(string key)
    {
        var open = key.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : key.IndexOf('}', open);
        return close > open + 1 ? key[(open + 1)..close] : key;
    }
}
