using Tocsin.Architecture.Tests.Tidiness;
using Tocsin.Architecture.Tests.Tree;
using Xunit;

namespace Tocsin.Architecture.Tests;

public sealed partial class TidyTests
{
    [Fact]
    public void FileLength_BadSample_IsFound() =>
        Verdict.Found(FileLength.TooLong([Lines("src/Tocsin.Core/Score.cs", 301)]), "301 lines");

    [Fact]
    public void FileMedian_BadSample_IsFound() => Verdict.Found(
        FileLength.HighMedian([Lines("src/A.cs", 10), Lines("src/B.cs", 61)]), "61 lines");

    [Fact]
    public void MethodLength_BadSample_IsFound() =>
        Verdict.Found(MethodLength.TooLong([Method(69)]), "a method of 71 lines");

    [Fact]
    public void MethodLength_GoodSample_IsNotFound() => Verdict.Clean(MethodLength.TooLong([Method(68)]));

    [Fact]
    public void MethodPercentile_BadSample_IsFound() =>
        Verdict.Found(MethodLength.HighPercentile([Method(29)]), "31 lines");

    [Fact]
    public void MainStatements_BadSample_AreFound() => Verdict.Found(
        MethodLength.TooLong([new("src/Program.cs", string.Concat(Enumerable.Repeat("Run();\n", 71)))]), "71 lines");

    [Fact]
    public void LineLength_BadSample_IsFound() =>
        Verdict.Found(LineLength.Find([new("src/A.cs", new string('借', 121))]), "121 columns");

    [Theory]
    [InlineData("src/Tocsin.Core/TextUtils.cs")]
    [InlineData("src/Tocsin.Core/Helpers/Text.cs")]
    [InlineData("tests/Tocsin.Core.Tests/misc/a.json")]
    public void Path_BadSample_IsFound(string path) =>
        Verdict.Found(BannedWords.InPaths([new(path, "")]), "says nothing");

    [Theory]
    [InlineData("class StoreManager;", "says nothing")]
    [InlineData("record CustomerId;", "say Borrower")]
    [InlineData("class A { enum AlertLevel { None } }", "say Warning")]
    public void TypeName_BadSample_IsFound(string text, string message) =>
        Verdict.Found(BannedWords.InTypes([new("src/A.cs", text)]), message);

    [Fact]
    public void TypeName_LongerWord_IsNotFound() =>
        Verdict.Clean(BannedWords.InTypes([new("src/A.cs", "class ImpliedCommonality;")]));

    [Fact]
    public void ContractName_BadSample_IsFound() => Verdict.Found(
        BannedWords.InContract([new("protos/a.proto", "message GetUserRequest {}")]), "say Borrower");

    [Theory]
    [InlineData("// TO" + "DO: later")]
    [InlineData("throw new NotImplemented" + "Exception();")]
    [InlineData("cd /ho" + "me/somebody")]
    [InlineData("open C:" + "\\\\Documents")]
    [InlineData("curl https://registry" + ".example/x")]
    public void Leftover_BadSample_IsFound(string line) =>
        Assert.Single(Leftovers.Find([new("src/A.cs", "first\n" + line)]), finding => finding.Line == 2);

    [Theory]
    [InlineData("docs/a.md")]
    [InlineData("notes.txt")]
    public void TopLevel_BadSample_IsFound(string path) =>
        Verdict.Found(TopLevel.Find([new(path, "")]), "not one of the entries");

    [Fact]
    public void TestMirror_BadSample_IsFound() => Verdict.Found(
        TestMirror.Find(
        [
            new("src/Tocsin.Core/Rules/RuleSet.cs", ""),
            new("tests/Tocsin.Core.Tests/Rules/RuleSetTests.Digest.cs", ""),
            new("tests/Tocsin.Core.Tests/RuleSetTests.cs", ""),
        ]),
        "src/Tocsin.Core/RuleSet.cs does not exist");

    [Fact]
    public void MirrorException_BadSample_IsFound() => Assert.NotEmpty(TestMirror.UnusedExceptions([]));

    [Fact]
    public void FileName_BadSample_IsFound() => Verdict.Found(
        TypePlaces.OtherFileName([new("src/A/Rule.cs", "class Score; class Rule;")]), "the first type is Score");

    [Fact]
    public void Namespace_BadSample_IsFound() => Verdict.Found(
        TypePlaces.OtherNamespace([new("src/Tocsin.Core/Rules/Rule.cs", "namespace Tocsin.Core;")]),
        "the folder says Tocsin.Core.Rules");

    [Theory]
    [InlineData("class A { void M() => log.LogWarning(text); }")]
    [InlineData("partial class A { [LoggerMessage(1, LogLevel.Debug, text)] partial void M(); }")]
    public void LogMessage_BadSample_IsFound(string text) =>
        Verdict.Found(LogMessages.Elsewhere([new("src/A/A.cs", text)]), "stand in Log.cs");

    [Fact]
    public void LogNumber_BadSample_IsFound() => Assert.Equal(3, LogMessages.WithoutOwnNumber(
        [new("src/A/Log.cs", "class A { [LoggerMessage(7)] void B(); [LoggerMessage(EventId = 7)] void C(); "
            + "[LoggerMessage(8)] void D(); [LoggerMessage(Level = LogLevel.Error)] void E(); }")]).Count());

    [Theory]
    [InlineData("See `src/Tocsin.Core/Gone.cs`.", "'src/Tocsin.Core/Gone.cs'")]
    [InlineData("See `Gone.cs`.", "'Gone.cs'")]
    [InlineData("The `RuleSetVersion` moves.", "'RuleSetVersion'")]
    [InlineData("It calls `RuleSet.ActivateNow`.", "'ActivateNow'")]
    [InlineData("[more](../README.md)", "'../README.md'")]
    public void Document_BadSample_IsFound(string text, string message) =>
        Verdict.Found(DocumentedNames.Find(new("deploy/README.md", text), SampleNames()), message);

    [Theory]
    [InlineData("`src/Tocsin.Core/`, `src/*/RuleSet.cs`, `RuleSet.cs`, [it](../src/Tocsin.Core/RuleSet.cs)")]
    [InlineData("`RuleSet.RollBack`, `ExportRules`, `/healthz`, `application/json`, `Store:Redis`, `data/tocsin.db`")]
    [InlineData("```\n`NeverSeen` src/gone.cs\n```")]
    public void Document_GoodSample_IsNotFound(string text) =>
        Verdict.Clean(DocumentedNames.Find(new("deploy/README.md", text), SampleNames()));

    private static KnownNames SampleNames() => new(
    [
        new("src/Tocsin.Core/RuleSet.cs", "namespace Tocsin.Core; class RuleSet { void RollBack() {} }"),
        new("protos/a.proto", "service RuleSetService {\n  rpc ExportRules(A) returns (B);\n}"),
    ]);

    private static SourceFile Lines(string path, int count) => new(path, new string('\n', count - 1) + "end");

    private static SourceFile Method(int lines) =>
        new("src/A.cs", "class A { void M() {\n" + string.Concat(Enumerable.Repeat("Run();\n", lines)) + "} }");
}
