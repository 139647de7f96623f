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
            "tocsin:{7}:draft", "tocsin:{7}:journal_key:wang",
        ];
        Assert.Equal(expected, keys.ForCommit(borrower).Select(key => key.ToString()));
    }
}
