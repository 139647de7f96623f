using Tocsin.Server.RuleFiles;
using Xunit;

namespace Tocsin.Server.Tests.RuleFiles;

public sealed class ReadingBreathTests
{
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
