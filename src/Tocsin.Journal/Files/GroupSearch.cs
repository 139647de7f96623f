namespace Tocsin.Journal.Files;

/// <summary>Finds a group by its number.</summary>
internal static class GroupSearch
{
    /// <summary>
    /// The hash of a group, as it is over its bytes, or as the segment after it names it where all before that is gone;
    /// null when no such group can be read.
    /// </summary>
    public static byte[]? HashOf(string folder, long number)
    {
        // Where groups were moved about, the file that a number belongs to need not be the one that holds it.
        var paths = SegmentPath.List(folder);
        foreach (var path in paths.Where(path => SegmentPath.FirstGroupOf(path) <= number).Reverse())
        {
            using var file = FileWindow.Open(path);
            foreach (var piece in SegmentPieces.Read(file))
            {
                if (piece.Kind == PieceKind.Group && piece.Header.Number == number) return piece.Hash.ToArray();
            }

            if (SegmentPath.ReadHeader(path) is not null) return null;
        }

        // Retention may have left nothing but a segment that was begun after it, which names its hash.
        var next = paths.Select(SegmentPath.ReadHeader).FirstOrDefault(header => header?.FirstGroup == number + 1);
        return next?.Previous;
    }
}
