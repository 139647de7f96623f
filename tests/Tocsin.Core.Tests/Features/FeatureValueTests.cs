using System.Globalization;
using System.Text;
using CsCheck;
using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Features;

public class FeatureValueTests
{
    private static readonly string[] _oddTexts =
        ["true", "false", "-0", "-0.0", "00.10", "1.", ".5", "-", "0000-01-01", "2026-02-30", "2024-02-29",
            "20.4-01-02"];

    [Fact]
    public void ToCanonicalText_AnyValue_ReadsBackTheSame() => Gen.OneOf<FeatureValue>(
        Gen.Double.Where(double.IsFinite).Select(FeatureValue.OfNumber),
        Gen.Long[-FeatureValue.MaximumInteger, FeatureValue.MaximumInteger].Select(FeatureValue.OfInteger),
        Gen.Bool.Select(FeatureValue.OfFlag),
        Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(day => FeatureValue.OfDate(DateOnly.FromDayNumber(day))),
        Gen.String[Gen.Char["abc ＡＢ农业\n\u3000é"], 0, 100].Select(FeatureValue.OfText)).Sample(value =>
            FeatureValue.TryParse(value.Type, value.ToCanonicalText(), out var read) && read == value);

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.0, "0")]
    [InlineData(1e300, "1E+300")]
    [InlineData(1234567.5, "1234567.5")]
    public void ToCanonicalText_Number_IsTheShortest(double number, string expected) =>
        Assert.Equal(expected, FeatureValue.OfNumber(number).ToCanonicalText());

    [Theory]
    [InlineData(FeatureType.Number, "")]
    [InlineData(FeatureType.Number, "1,5")]
    [InlineData(FeatureType.Number, "NaN")]
    [InlineData(FeatureType.Number, "1e999")]
    [InlineData(FeatureType.Integer, "1.0")]
    [InlineData(FeatureType.Integer, "9007199254740993")]
    [InlineData(FeatureType.Flag, "True")]
    [InlineData(FeatureType.Flag, "1")]
    [InlineData(FeatureType.Date, "2026-02-30")]
    [InlineData(FeatureType.Date, "2026/02/01")]
    public void TryParse_TextOfNoSuchValue_SaysNo(FeatureType type, string text) =>
        Assert.False(FeatureValue.TryParse(type, text, out _));

    [Fact]
    public void TryParse_BytesOfAnyText_ReadsWhatTheTextIsReadAs() => Gen.Select(
        Gen.Enum<FeatureType>(),
        Gen.OneOf(
            Gen.Double.Select(number => number.ToString("R", CultureInfo.InvariantCulture)),
            Gen.Decimal[-1_000_000, 1_000_000].Select(number => number.ToString(CultureInfo.InvariantCulture)),
            Gen.Int[-20_000, 20_000].Select(number => (number / 100.0).ToString(CultureInfo.InvariantCulture)),
            Gen.Long.Select(number => number.ToString(CultureInfo.InvariantCulture)),
            Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(day =>
                DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            Gen.String[Gen.Char["0123456789.-"], 0, 20],
            Gen.String[Gen.Char["0123-"], 10, 10],
            Gen.String[Gen.Char["01 +-.eE,ＡＢ农truefals"], 0, 6],
            Gen.OneOf([.. _oddTexts.Select(Gen.Const)])))
        .Sample(
            (type, text) =>
            {
                var isValue = FeatureValue.TryParse(type, text, out var expected);
                var isRead = FeatureValue.TryParse(type, Encoding.UTF8.GetBytes(text), out var read);
                return isRead == isValue && (!isValue || read == expected);
            },
            iter: 20_000);

    [Fact]
    public void TryParse_TextThatCannotBeKept_SaysNo()
    {
        Assert.False(FeatureValue.TryParse(FeatureType.Text, new string('农', 257), out _));
        Assert.False(FeatureValue.TryParse(FeatureType.Text, "a" + (char)0xD800, out _));
    }

    [Fact]
    public void Of_ValueOutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureValue.OfNumber(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureValue.OfInteger(FeatureValue.MaximumInteger + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureValue.OfText(new string('a', 257)));
    }
}
