using Tocsin.Journal.Files;
using Tocsin.Journal.Writing;
using Xunit;

namespace Tocsin.Journal.Tests.Files;

/// <summary>What is torn, what is altered, and where reading goes on.</summary>
public sealed class SegmentPiecesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_GroupCutAnywhere_IsTorn()
    {
        var (first, second) = (Group(1), Group(2));
        for (var kept = 1; kept < second.Length; kept++)
            Assert.Equal([PieceKind.Group, PieceKind.Torn], Kinds([.. first, .. second[..kept]]));
        Assert.Equal([PieceKind.Group, PieceKind.Group], Kinds([.. first, .. second]));
    }

    [Fact]
    public void Read_ZerosToTheEnd_AreTorn() =>
        Assert.Equal([PieceKind.Group, PieceKind.Torn], Kinds([.. Group(1), .. new byte[100_000]]));

    [Fact]
    public void Read_LengthAltered_FindsTheNextGroup()
    {
        var altered = Group(2);
        altered[5] ^= 0x40;
        Assert.Equal(
            [PieceKind.Group, PieceKind.Unreadable, PieceKind.Group], Kinds([.. Group(1), .. altered, .. Group(3)]));
    }

    [Fact]
    public void Read_ContentAltered_IsThatGroupAlone()
    {
        var altered = Group(2);
        altered[80] ^= 1;
        Assert.Equal(
            [PieceKind.Group, PieceKind.Altered, PieceKind.Group], Kinds([.. Group(1), .. altered, .. Group(3)]));
        Assert.Equal([PieceKind.Group, PieceKind.Altered], Kinds([.. Group(1), .. altered]));
    }

    [Fact]
    public void Read_BytesInBetween_ArePassedOver()
    {
        // The mark of a group stands in them, also across the border of two stretches.
        byte[] between = [.. GroupHeader.Magic, .. new byte[(64 << 10) - 6], .. GroupHeader.Magic, 1, 2, 3];
        Assert.Equal(
            [PieceKind.Group, PieceKind.Unreadable, PieceKind.Group], Kinds([.. Group(1), .. between, .. Group(2)]));
    }

    private static byte[] Group(long number)
    {
        var buffer = new GroupBuffer();
        buffer.Clear();
        buffer.Add("one entry"u8);
        buffer.Add("and another"u8);
        return buffer.Close(number, 0, new byte[GroupHeader.HashLength], 0).ToArray();
    }

    private List<PieceKind> Kinds(byte[] groups)
    {
        var path = Path.Combine(_folder.Path, "segment");
        File.WriteAllBytes(path, [.. new byte[SegmentHeader.Length], .. groups]);
        using var file = FileWindow.Open(path);
        return [.. SegmentPieces.Read(file).Select(piece => piece.Kind)];
    }
}
