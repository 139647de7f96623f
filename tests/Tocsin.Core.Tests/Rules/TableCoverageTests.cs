using Tocsin.Core.Rules;
using Tocsin.Core.Tests.Classification;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public sealed class TableCoverageTests
{
    private const string Sound = """{"name":"sound","expect":{"tables":{"grade":"good"}}}""";

    [Fact]
    public void Of_RowThatGivesTheResult_IsHit()
    {
        var row = SmallTables.Cover("grade.very_late", Sound,
            """
            {"name":"late among many","change":{"loan.late":91},"exposures":{"L-2":{"loan.balance":1000000,
             "loan.late":0}},"expect":{"tables":{"grade":"bad"}}}
            """,
            """{"name":"late and alone","change":{"loan.late":91},"expect":{"tables":{"grade":"bad"}}}""",
            """{"name":"unknown","change":{"loan.late":null},"expect":{"tables":{"grade":"at least good"}}}""");

        Assert.Equal((CoverageRole.Row, "loan.late > 90"), (row.Role, row.Text));
        Assert.Equal((1, 1, 1), (row.Hits, row.Misses, row.Unknown));
    }

    [Fact]
    public void Of_RowUnderAWorseOneThatHits_IsNotSeen()
    {
        var row = SmallTables.Cover("grade.late",
            """{"name":"late","change":{"loan.late":91},"expect":{"tables":{"grade":"bad"}}}""");

        Assert.Equal((0, 0, 0), (row.Hits, row.Misses, row.Unknown));
    }

    [Fact]
    public void Of_DraftRow_IsSeenOnlyWhereDraftsCount()
    {
        const string Off = """{"name":"off","change":{"loan.written_off":true},"expect":{""";

        var left = SmallTables.Cover("grade.written_off", Sound, Off + "\"tables\":{\"grade\":\"good\"}}}");
        var taken = SmallTables.Cover(
            "grade.written_off", Off + "\"tables_with_drafts\":{\"grade\":\"lost\"}}}");

        Assert.Equal((0, 0), (left.Hits, left.Misses));
        Assert.Equal((1, 0), (taken.Hits, taken.Misses));
    }

    [Fact]
    public void Of_TableOfTheFirstRow_CountsUpToTheRowThatHits()
    {
        string[] examples =
        [
            """{"name":"old","change":{"loan.kind":"old"},"expect":{"tables":{"route":"standard"}}}""",
            """{"name":"agreed","change":{"loan.agreed":true},"expect":{"tables":{"route":"spared"}}}""",
        ];

        var old = SmallTables.Cover("route.old", examples);
        var agreed = SmallTables.Cover("route.agreed", examples);

        Assert.Equal((1, 1), (old.Hits, old.Misses));
        Assert.Equal((1, 0), (agreed.Hits, agreed.Misses));
    }

    [Fact]
    public void Of_RuleOfTheUpgrade_MissesWhereItIsTheOneThatDoes()
    {
        string[] examples =
        [
            """{"name":"proven","change":{"loan.booked":"weak"},"expect":{"upgrade":"proven"}}""",
            """{"name":"held","change":{"loan.booked":"weak","loan.paid":1},"expect":{"category":"weak"}}""",
            """
            {"name":"both","change":{"loan.booked":"bad","loan.paid":1,"loan.late":1},
             "expect":{"upgrade":"held"}}
            """,
        ];

        var paid = SmallTables.Cover("upgrade.paid", examples);

        Assert.Equal((CoverageRole.Upgrade, 1, 1), (paid.Role, paid.Hits, paid.Misses));
    }
}
