namespace Tocsin.Replay.Reports;

/// <summary>Rows of text whose columns are aligned: the first to the left, the others to the right.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    /// <summary>The lines; every row has as many cells as the first.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join(Gap, row.Select((cell, column) =>
            column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
    }
}
