using Google.Protobuf;
using Tocsin.Server.Endpoints;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.Endpoints;

/// <summary>Fields become the bytes that the generated code makes of them.</summary>
public sealed class MessageBytesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(43)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(70_000)]
    public void Text_OfAnyLength_HasTheShortestLengthBeforeIt(int length)
    {
        var text = string.Concat(Enumerable.Repeat("中", length / 3)) + new string('x', length % 3);
        var bytes = new MessageBytes();

        var mark = bytes.Open(LocalizedTextHolder);
        bytes.Text(LocalizedText.ZhFieldNumber, text);
        bytes.Close(mark);

        Assert.Equal(new Reason { Text = new LocalizedText { Zh = text } }.ToByteArray(), bytes.Written.ToArray());
    }

    [Fact]
    public void Encoded_MoreThanThereIsRoomFor_StandsBetweenWhatIsBeforeAndAfterIt()
    {
        var middle = new Reason { Rule = new string('x', 10_000) };
        var bytes = new MessageBytes();

        bytes.Text(Reason.CodeFieldNumber, "before");
        bytes.Encoded(middle.ToByteArray());
        bytes.Whole(Reason.PointsLostFieldNumber, 7);

        var expected = new Reason(middle) { Code = "before", PointsLost = 7 };
        Assert.Equal(expected.ToByteArray(), bytes.Written.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Whole_OfAnySize_IsThatOfTheMessage(int value)
    {
        var bytes = new MessageBytes();

        bytes.Whole(CharacteristicPoints.PointsFieldNumber, value);

        Assert.Equal(new CharacteristicPoints { Points = value }.ToByteArray(), bytes.Written.ToArray());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.0435)]
    [InlineData(double.MaxValue)]
    [InlineData(double.NaN)]
    public void Number_OfAnySize_IsThatOfTheMessage(double value)
    {
        var bytes = new MessageBytes();

        bytes.Number(PriceComponent.AnnualRateFieldNumber, value);

        Assert.Equal(new PriceComponent { AnnualRate = value }.ToByteArray(), bytes.Written.ToArray());
    }

    [Fact]
    public void Optional_Zero_IsSaid()
    {
        var bytes = new MessageBytes();

        bytes.Optional(Score.LogOddsFieldNumber, 0);
        bytes.Optional(Score.ProbabilityOfDefaultFieldNumber, null);

        Assert.Equal(new Score { LogOdds = 0 }.ToByteArray(), bytes.Written.ToArray());
    }

    [Fact]
    public void Clear_AfterALongMessage_BeginsAnew()
    {
        var bytes = new MessageBytes();
        bytes.Text(Reason.CodeFieldNumber, new string('x', 100_000));

        bytes.Clear();
        bytes.Text(Reason.CodeFieldNumber, "K01");

        Assert.Equal(new Reason { Code = "K01" }.ToByteArray(), bytes.Written.ToArray());
    }

    private const int LocalizedTextHolder = Reason.TextFieldNumber;
}
