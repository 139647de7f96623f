using System.Text;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public class RuleFilesTests
{
    [Fact]
    public void Digest_FilesInAnotherOrder_IsTheSame() => Assert.Equal(
        Digest(("a.json", "1"), ("b.json", "2")), Digest(("b.json", "2"), ("a.json", "1")));

    [Fact]
    public void Digest_OfNoFiles_IsThatOfNothing() => Assert.Equal(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Digest());

    [Fact]
    public void Digest_AnyFiles_Is64LowerCaseHexadecimalCharacters() =>
        Assert.Matches("^[0-9a-f]{64}$", Digest(("a.json", "1")));

    [Fact]
    public void Digest_AnotherContent_Differs() => AssertDiffers([("a.json", "1")], [("a.json", "2")]);

    [Fact]
    public void Digest_OneMoreSpace_Differs() => AssertDiffers([("a.json", "1")], [("a.json", "1 ")]);

    [Fact]
    public void Digest_AnotherPath_Differs() => AssertDiffers([("a.json", "1")], [("b.json", "1")]);

    [Fact]
    public void Digest_OneMoreEmptyFile_Differs() => AssertDiffers(
        [("a.json", "1")], [("a.json", "1"), ("b.json", "")]);

    [Fact]
    public void Digest_ContentsExchanged_Differs() => AssertDiffers(
        [("a.json", "1"), ("b.json", "2")], [("a.json", "2"), ("b.json", "1")]);

    [Fact]
    public void Digest_TextMovedBetweenPathAndContent_Differs() => AssertDiffers([("ab", "c")], [("a", "bc")]);

    [Fact]
    public void Files_InAnyOrder_StandInOrdinalOrderOfPath() => Assert.Equal(
        ["B.json", "a.json", "a/b.json"],
        Files(("a/b.json", ""), ("a.json", ""), ("B.json", "")).Files.Select(file => file.Path));

    private static void AssertDiffers((string, string)[] some, (string, string)[] others) =>
        Assert.NotEqual(Digest(some), Digest(others));

    private static string Digest(params (string, string)[] files) => Files(files).Digest;

    private static RuleFiles Files(params (string Path, string Content)[] files) =>
        new(files.Select(file => new RuleFile(file.Path, Encoding.UTF8.GetBytes(file.Content))));
}
