using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Server.RuleFiles;
using Xunit;

namespace Tocsin.Server.Tests.RuleFiles;

public class FleetRollTests
{
    private static readonly Activation _activation = new(2, new string('b', 64), DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(2, 'b', "", true)]
    [InlineData(1, 'a', "", false)]
    [InlineData(3, 'c', "", true)]
    // A store that was put back gives the same number to another rule set, and a lower one than an instance has.
    [InlineData(2, 'x', "", false)]
    [InlineData(3, 'x', "The store is at activation 2: it was restored from a backup.", false)]
    public void Confirms_NumberAndDigest_BothCount(long number, char digest, string error, bool expected)
    {
        var note = new InstanceNote("a", number, new string(digest, 64), default, error, "1");
        var instance = new FleetInstance(note, default, IsLive: true);

        Assert.Equal(expected, FleetRoll.Confirms(instance, _activation));
        Assert.Equal(expected, FleetRoll.IsComplete([instance], _activation));
    }

    [Fact]
    public void IsComplete_NobodyLive_IsNot() => Assert.False(FleetRoll.IsComplete([], _activation));
}
