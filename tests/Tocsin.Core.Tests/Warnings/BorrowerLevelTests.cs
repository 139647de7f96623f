using CsCheck;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Core.Warnings.WarningLevel;

namespace Tocsin.Core.Tests.Warnings;

public class BorrowerLevelTests
{
    private static readonly Gen<RaisedLevel> _raised = Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 4], Gen.Bool,
        (family, level, isHard) => new RaisedLevel($"f{family}", (WarningLevel)level, isHard));

    public static TheoryData<string, WarningLevel> Table => new()
    {
        { "", None },
        { "a:Blue", Blue },
        { "a:Blue b:Blue c:Blue", Blue },
        { "a:Yellow b:Yellow", Yellow },
        { "a:Yellow a:Yellow a:Yellow", Yellow },
        { "a:Yellow a:Yellow b:Yellow", Orange },
        { "a:Yellow b:Yellow c:Blue", Yellow },
        { "a:Orange", Orange },
        { "a:Orange a:Orange", Orange },
        { "a:Orange b:Orange", Red },
        { "a:Orange b:Yellow c:Yellow", Orange },
        { "a:Red", Orange },
        { "a:Red a:Red a:Orange", Orange },
        { "a:Red b:Orange", Red },
        { "a:Red b:Red", Red },
        { "a!Red", Red },
        { "a!Orange", Orange },
        { "a!Yellow", Yellow },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Of_RaisedLevels_CombinesThem(string raised, WarningLevel level) =>
        Assert.Equal(level, Of(Parse(raised)));

    [Fact]
    public void Of_MoreWarnings_IsNeverLower() => _raised.Array[0, 6].Sample(all =>
    {
        var levels = Subsets(all).Select(Of).ToArray();
        for (var subset = 0; subset < levels.Length; subset++)
        {
            for (var one = 1; one < levels.Length; one <<= 1)
                if (levels[subset | one] < levels[subset]) return false;
        }

        return true;
    });

    [Fact]
    public void Of_OneLevelHigher_IsNeverLower() => Gen.Select(_raised.Array[1, 6], Gen.Int[0, 5]).Sample((all, at) =>
    {
        var one = all[at % all.Length];
        if (one.Level == Red) return true;
        var higher = all.Select((other, i) => i == at % all.Length ? one with { Level = one.Level + 1 } : other);
        return Of(higher) >= Of(all);
    });

    [Fact]
    public void Of_Warnings_CountsOpenOnesOnly()
    {
        var warning = new Warning
        {
            Id = "b1/0",
            Revision = 1,
            Indicator = "court",
            Family = "jud",
            IsHard = true,
            Level = Red,
            Peak = Red,
            State = WarningState.Treating,
            FirstRaisedAt = SmallRules.Noon,
            ChangedAt = SmallRules.Noon,
        };

        Assert.Equal(Red, Of(RaisedLevel.Of([warning])));
        Assert.Equal(None, Of(RaisedLevel.Of([warning with { State = WarningState.Resolved }])));
    }

    private static WarningLevel Of(IEnumerable<RaisedLevel> raised) => BorrowerLevel.Of(RaisedCounts.Of(raised));

    private static IEnumerable<RaisedLevel[]> Subsets(RaisedLevel[] all) =>
        Enumerable.Range(0, 1 << all.Length).Select(subset =>
            all.Where((_, i) => (subset & (1 << i)) != 0).ToArray());

    private static IEnumerable<RaisedLevel> Parse(string raised) =>
        raised.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one =>
            new RaisedLevel(one[..1], Enum.Parse<WarningLevel>(one[2..]), one[1] == '!'));
}
