using Tocsin.Architecture.Tests.Tidiness;
using Tocsin.Architecture.Tests.Tree;
using Xunit;

namespace Tocsin.Architecture.Tests;

/// <summary>The house rules, run over the tree. Each has a bad sample beside it that shows that it can fail.</summary>
public sealed partial class TidyTests
{
    private static readonly SourceTree _tree = SourceTree.Current;

    [Fact]
    public void Tree_IsRead() => Assert.Contains(_tree.Product, file => file.Path == "src/Tocsin.Server/Program.cs");

    [Fact]
    public void Files_AreShort() => Verdict.Clean(FileLength.TooLong(_tree.CSharp));

    [Fact]
    public void Files_HaveALowMedian() => Verdict.Clean(FileLength.HighMedian(_tree.Product));

    [Fact]
    public void Methods_AreShort() => Verdict.Clean(MethodLength.TooLong(_tree.CSharp));

    [Fact]
    public void Methods_AreMostlyVeryShort() => Verdict.Clean(MethodLength.HighPercentile(_tree.Product));

    [Fact]
    public void Lines_FitTheColumns() => Verdict.Clean(LineLength.Find(_tree.Files));

    [Fact]
    public void Paths_SayWhatTheyHold() => Verdict.Clean(BannedWords.InPaths(_tree.Files));

    [Fact]
    public void Types_UseOurWords() => Verdict.Clean(BannedWords.InTypes(_tree.CSharp));

    [Fact]
    public void Contract_UsesOurWords() => Verdict.Clean(BannedWords.InContract(_tree.Files));

    [Fact]
    public void Nothing_IsLeftOver() => Verdict.Clean(Leftovers.Find(_tree.Files));

    [Fact]
    public void TopLevel_HoldsOnlyWhatMustBeThere() => Verdict.Clean(TopLevel.Find(_tree.Files));

    [Fact]
    public void Tests_MirrorTheProduct() => Verdict.Clean(TestMirror.Find(_tree.Files));

    [Fact]
    public void MirrorExceptions_AreUsed() => Verdict.Clean(TestMirror.UnusedExceptions(_tree.Files));

    [Fact]
    public void Files_AreCalledAfterTheirType() => Verdict.Clean(TypePlaces.OtherFileName(_tree.CSharp));

    [Fact]
    public void Folders_AreCalledAfterTheirNamespace() => Verdict.Clean(TypePlaces.OtherNamespace(_tree.CSharp));

    [Fact]
    public void LogMessages_StandInOneFile() => Verdict.Clean(LogMessages.Elsewhere(_tree.Product));

    [Fact]
    public void LogMessages_HaveNumbersOfTheirOwn() => Verdict.Clean(
        _tree.Product.GroupBy(file => file.Path.Split('/')[1]).SelectMany(
            project => LogMessages.WithoutOwnNumber([.. project])));

    [Fact]
    public void Documents_NameWhatExists()
    {
        var known = new KnownNames(_tree.Files);
        Verdict.Clean(_tree.Files.Where(DocumentedNames.IsDocument)
            .SelectMany(document => DocumentedNames.Find(document, known)));
    }
}
