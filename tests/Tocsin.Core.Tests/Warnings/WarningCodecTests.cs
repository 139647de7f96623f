using System.Text;
using System.Text.Json;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

public class WarningCodecTests
{
    private static readonly ReviewedBorrower _borrower = Played();

    [Fact]
    public void DecodeState_WhatWasEncoded_IsTheSameState()
    {
        var encoded = WarningCodec.EncodeState(_borrower.State);

        var decoded = WarningCodec.DecodeState(SmallIndicators.Borrower, encoded);

        Assert.Equal(encoded, WarningCodec.EncodeState(decoded));
        Assert.Equivalent(_borrower.State.Warnings, decoded.Warnings, strict: true);
        Assert.Equal(_borrower.State.Labels, decoded.Labels);
        Assert.Equal(
            (_borrower.State.Level, _borrower.State.Watch, _borrower.State.Closed),
            (decoded.Level, decoded.Watch, decoded.Closed));
    }

    [Fact]
    public void DecodeState_WrittenBeforeFreshnessWasNoted_NotesNone()
    {
        var text = Encoding.UTF8.GetString(WarningCodec.EncodeState(_borrower.State));
        var older = System.Text.RegularExpressions.Regex.Replace(text, ",\"fresh_until\":\"[^\"]*\"", "");
        Assert.NotEqual(text, older);

        var decoded = WarningCodec.DecodeState(SmallIndicators.Borrower, Encoding.UTF8.GetBytes(older));

        var level = decoded.Warnings[0].ActiveLevels[0];
        Assert.Equal((SmallIndicators.Noon.AddDays(2), null), (level.ClearSince, level.FreshUntil));
    }

    [Fact]
    public void DecodeState_StatesWrittenAlike_ShareWhatIsReadAndKeepTheirBorrowers()
    {
        var (first, second) = (BorrowerId.Parse("alike-1"), BorrowerId.Parse("alike-2"));
        var labels = new Dictionary<string, string> { ["branch"] = "北京" };
        var encoded = WarningCodec.EncodeState(BorrowerWarnings.Empty(first) with { Labels = labels });
        var other = WarningCodec.EncodeState(
            BorrowerWarnings.Empty(first) with { Labels = labels, Level = WarningLevel.Blue });

        var decoded = new[] { first, second }.Select(borrower => WarningCodec.DecodeState(borrower, encoded)).ToList();

        Assert.Equal([first, second], decoded.Select(state => state.Borrower));
        Assert.Same(decoded[0].Labels, decoded[1].Labels);
        Assert.Equal(labels, decoded[1].Labels);
        Assert.Equal(WarningLevel.Blue, WarningCodec.DecodeState(first, other).Level);
        Assert.Equal(WarningLevel.None, WarningCodec.DecodeState(first, encoded).Level);
    }

    [Fact]
    public void DecodeState_ClosedBorrower_IsClosed()
    {
        var encoded = WarningCodec.EncodeState(_borrower.State with { Closed = true });

        Assert.True(WarningCodec.DecodeState(SmallIndicators.Borrower, encoded).Closed);
    }

    [Fact]
    public void DecodeChanges_WhatWasEncoded_AreTheSameChanges()
    {
        var changes = new ReviewedBorrower().Update(0, 30, ("branch", "北京"), ("cases", "1"), ("owner_cases", "2"));
        var encoded = WarningCodec.EncodeChanges(changes);

        var decoded = WarningCodec.DecodeChanges(encoded);

        Assert.Equal(encoded, WarningCodec.EncodeChanges(decoded));
        Assert.Equivalent(changes, decoded, strict: true);
        Assert.Contains("北京", Encoding.UTF8.GetString(encoded), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{\"format\":2}")]
    [InlineData("[]")]
    [InlineData("{")]
    public void Decode_NewerFormatOrNone_IsRefused(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        Assert.Throws<JsonException>(() => WarningCodec.DecodeChanges(bytes));
        Assert.Throws<JsonException>(() => WarningCodec.DecodeState(SmallIndicators.Borrower, bytes));
    }

    [Fact]
    public void Check_AnyPartDiffers_Differs()
    {
        var at = SmallIndicators.Noon;
        byte[] changes = [1, 2, 3];
        uint[] checks =
        [
            WarningCodec.Check(SmallIndicators.Borrower, at, changes),
            WarningCodec.Check(BorrowerId.Parse("b2"), at, changes),
            WarningCodec.Check(SmallIndicators.Borrower, at.AddMicroseconds(1), changes),
            WarningCodec.Check(SmallIndicators.Borrower, at, [1, 2, 4]),
        ];

        Assert.Equal(4, checks.Distinct().Count());
        var elsewhere = at.ToOffset(TimeSpan.FromHours(8));
        Assert.Equal(checks[0], WarningCodec.Check(SmallIndicators.Borrower, elsewhere, changes));
    }

    private static ReviewedBorrower Played()
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 20, ("branch", "north"));
        borrower.Treat(WarningStep.Acknowledge, 1);
        borrower.Update(2, 5, ("branch", "north"));
        return borrower;
    }
}
