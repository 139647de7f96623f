using System.Text;
using Xunit;

namespace Tocsin.Redis.Tests;

/// <summary>What the names of a borrower's fields say, whatever was read before.</summary>
public sealed class RedisFieldNamesTests
{
    private static readonly string[] _hash =
    [
        "@revision", "bureau@", "bureau.debt_cny", "bureau.owner.name", "loan[LN.1]@", "loan[LN.1].balance_cny", "tax@",
    ];

    private readonly RedisFieldNames _names = new();

    [Theory]
    [InlineData("@revision", null, null)]
    [InlineData("bureau@", "bureau", null)]
    [InlineData("bureau.debt_cny", "bureau", "debt_cny")]
    [InlineData("bureau.owner.name", "bureau", "owner.name")]
    [InlineData("loan[LN-1]@", "loan[LN-1]", null)]
    [InlineData("loan[LN.1].balance_cny", "loan[LN.1]", "balance_cny")]
    [InlineData("loan[LN.1].owner.name", "loan[LN.1]", "owner.name")]
    [InlineData("农业.余额", "农业", "余额")]
    [InlineData("whole", null, null)]
    [InlineData("loan[LN-1]whole", null, null)]
    public void Find_Name_SaysViewAndFeature(string name, string? view, string? feature)
    {
        var first = Find(name, null);
        var again = Find(name, null);

        Assert.Equal((view, feature), (first.View, first.Feature));
        Assert.Equal((view, feature), (again.View, again.Feature));
    }

    [Fact]
    public void Find_HashesInAnyOrder_AreReadAsTheirNamesSay()
    {
        string[][] hashes = [_hash, _hash, [.. _hash.Reverse()], [.. _hash.Skip(2)], _hash, [.. _hash.Order()], _hash];
        foreach (var hash in hashes)
        {
            RedisField? last = null;
            foreach (var name in hash)
            {
                last = Find(name, last);
                var alone = Find(name, null);
                Assert.Equal((alone.View, alone.Feature), (last.View, last.Feature));
            }
        }
    }

    [Fact]
    public void Find_SameNameAgain_IsTheSameField() =>
        Assert.Same(Find("bureau.debt_cny", null), Find("bureau.debt_cny", Find("bureau@", null)));

    [Fact]
    public void Find_FieldOfAnExposure_IsNotHeld()
    {
        var before = Find("bureau@", null);

        Find("loan[LN-1].balance_cny", before);

        Assert.Null(before.Next);
        Assert.NotSame(Find("loan[LN-1].balance_cny", before), Find("loan[LN-1].balance_cny", before));
    }

    [Fact]
    public void Find_MoreNamesThanAreKept_AreStillEachItsOwn()
    {
        RedisField? last = null;
        for (var time = 0; time < 2; time++)
        {
            for (var number = 0; number < 10_000; number++)
                Assert.Equal($"f{number}", (last = Find($"wide.f{number}", last)).Feature);
        }
    }

    private RedisField Find(string name, RedisField? last) => _names.Find(Encoding.UTF8.GetBytes(name), last);
}
