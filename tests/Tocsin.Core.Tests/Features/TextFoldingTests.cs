using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Features;

public class TextFoldingTests
{
    [Theory]
    [InlineData("A", "A")]
    [InlineData("", "")]
    [InlineData("Ａ", "A")]
    [InlineData("ＡＢＣ１２３！～", "ABC123!~")]
    [InlineData("农业　贷款", "农业 贷款")]
    [InlineData("农业", "农业")]
    [InlineData("。、", "。、")]
    [InlineData("\U00020000", "\U00020000")]
    public void Fold_Text_HasOneForm(string text, string expected) => Assert.Equal(expected, TextFolding.Fold(text));

    [Theory]
    [InlineData("农业", true)]
    [InlineData("\U00020000", true)]
    [InlineData("", true)]
    public void IsWellFormed_WholeCharacters_IsTrue(string text, bool expected) =>
        Assert.Equal(expected, TextFolding.IsWellFormed(text));

    [Fact]
    public void IsWellFormed_HalfAPair_IsFalse()
    {
        Assert.False(TextFolding.IsWellFormed("a" + (char)0xD800));
        Assert.False(TextFolding.IsWellFormed((char)0xDC00 + "a"));
        Assert.False(TextFolding.IsWellFormed(new string([(char)0xDC00, (char)0xD800])));
    }
}
