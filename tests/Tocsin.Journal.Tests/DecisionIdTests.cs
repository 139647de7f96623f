using Xunit;

namespace Tocsin.Journal.Tests;

/// <summary>Ids of decisions.</summary>
public sealed class DecisionIdTests
{
    private static readonly DateTimeOffset _noon = new(2026, 3, 2, 12, 0, 0, 250, TimeSpan.Zero);

    [Fact]
    public void New_AMomentAndAMark_CarriesBoth()
    {
        var id = DecisionId.New(_noon, 0xABC);

        Assert.Equal((_noon, 0xABC), (id.AsOf, id.Mark));
        Assert.Equal(('7', 36), (id.ToString()[14], id.ToString().Length));
        Assert.Contains(id.ToString()[19], "89ab");
    }

    [Fact]
    public void CompareTo_LaterMoments_AreAfter()
    {
        var ids = Enumerable.Range(0, 100).Select(at => DecisionId.New(_noon.AddMilliseconds(at * 7), at)).ToList();

        Assert.Equal(ids, ids.OrderBy(_ => Guid.NewGuid()).Order());
        Assert.Equal(ids.Select(id => id.ToString()), ids.Select(id => id.ToString()).Order(StringComparer.Ordinal));
        Assert.True(ids[0] < ids[1] && ids[1] > ids[0] && ids[0] <= ids[1] && ids[1] >= ids[0]);
    }

    [Fact]
    public void TryParse_ItsTextAndBytes_GiveItBack()
    {
        var id = DecisionId.New(_noon, 5);

        Assert.True(DecisionId.TryParse(id.ToString(), out var parsed) && parsed == id);
        Assert.True(DecisionId.TryRead(id.ToByteArray(), out var read) && read == id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("c0ffee")]
    [InlineData("c56a4180-65aa-42ec-a945-5fd21dec0538")]
    public void TryParse_NoUuidOfVersionSeven_SaysNo(string? text) => Assert.False(DecisionId.TryParse(text, out _));

    [Fact]
    public void MarkOf_TheSameName_IsTheSameForEver()
    {
        Assert.Equal(DecisionId.MarkOf("main"), DecisionId.MarkOf("main"));
        Assert.NotEqual(DecisionId.MarkOf("main"), DecisionId.MarkOf("second"));
        Assert.InRange(DecisionId.MarkOf("second"), 0, 4095);
    }

    [Theory]
    [InlineData("0197b8c0-0000-7abc-8000-000000000000", 0)]
    [InlineData("0197b8c0-0000-7abc-8010-000000000000", 0.5)]
    [InlineData("0197b8c0-0000-7abc-bfff-ffffffffffff", 1 - (1 / 9007199254740992.0))]
    public void Fraction_OfAnId_IsItsOwnForEver(string text, double fraction)
    {
        Assert.True(DecisionId.TryParse(text, out var id));

        Assert.Equal(fraction, id.Fraction);
    }

    [Fact]
    public void Fraction_OfManyIds_IsSpreadEvenly()
    {
        var below = Enumerable.Range(0, 10_000).Count(_ => DecisionId.New(_noon, 5).Fraction < 0.2);

        // Nine standard deviations.
        Assert.InRange(below, 1_640, 2_360);
    }
}
