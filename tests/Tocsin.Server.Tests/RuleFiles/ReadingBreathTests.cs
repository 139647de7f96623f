using Tocsin.Core.Rules;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.RuleFiles;

/// <summary>They look at the whole process, in which nothing else may collect meanwhile.</summary>
[Collection(nameof(Alone))]
public sealed class ReadingBreathTests : IAsyncLifetime
{
    private static readonly Core.Rules.RuleFiles _shipped = RuleFolder.Read(ProjectFolder.Rules);

    // A reading that another test began, and did not wait for, goes on until it ends; and what others have left in the
    // heap is no room.
    public async ValueTask InitializeAsync()
    {
        await Eventually.SoAsync(() => !CollectionDelay.IsBegun, "nobody reads rules any more");
        GC.Collect();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Read_SetThatFits_PutsCollectionsOffUntilItEnds()
    {
        // The first has expressions that nobody has read before, the second has not.
        ReadingBreath.Read(_shipped);
        ReadingBreath.Read(_shipped);
        Assert.True(ReadingBreath.IsPutOff(_shipped));

        var reading = Task.Run(() => ReadingBreath.Read(_shipped), TestContext.Current.CancellationToken);
        await Eventually.SoAsync(() => CollectionDelay.IsOn, "collections are put off");

        Assert.NotNull((await reading).RuleSet);
        Assert.False(CollectionDelay.IsOn);
    }

    // What comes of a collection amid a large reading is one long stop; in portions it is many short ones.
    [Fact]
    public void IsPutOff_SetThatWouldNotFit_IsNot()
    {
        ReadingBreath.Read(_shipped);
        var large = new RuleFile("large.json", new byte[100 * _shipped.Files.Sum(file => file.Content.Length)]);

        Assert.False(ReadingBreath.IsPutOff(new Core.Rules.RuleFiles([large])));
    }

    [Fact]
    public void Breathe_CollectionsArePutOff_CollectsNothingAndBeginsAPortionAfter()
    {
        CollectionDelay.Begin();
        var before = GC.CollectionCount(0);
        GC.KeepAlive(new byte[ReadingBreath.Portion]);
        ReadingBreath.Breathe();
        CollectionDelay.End();
        ReadingBreath.Breathe();
        Assert.Equal(before, GC.CollectionCount(0));

        GC.KeepAlive(new byte[ReadingBreath.Portion]);
        ReadingBreath.Breathe();
        Assert.True(GC.CollectionCount(0) > before);
    }

    [Fact]
    public void IsPortionFull_AllocatedInPieces_IsToldOnceForEachPortion()
    {
        const int PiecesOfAPortion = 16;
        const long Piece = ReadingBreath.Portion / PiecesOfAPortion;
        // What the thread did before counts for its first portion.
        while (!ReadingBreath.IsPortionFull()) GC.KeepAlive(new byte[Piece]);
        var told = new List<int>();
        for (var piece = 0; piece < PiecesOfAPortion * 3; piece++)
        {
            GC.KeepAlive(new byte[Piece]);
            if (ReadingBreath.IsPortionFull()) told.Add(piece);
        }

        Assert.Equal([15, 31, 47], told);
    }

    [Fact]
    public void Breathe_PortionIsFull_Collects()
    {
        ReadingBreath.Breathe();
        GC.KeepAlive(new byte[ReadingBreath.Portion]);
        var before = GC.CollectionCount(0);

        ReadingBreath.Breathe();

        Assert.True(GC.CollectionCount(0) > before);
    }
}
