namespace Tocsin.Cli.Tables;

/// <summary>Texts of others as cells of a file that people open with a spreadsheet.</summary>
internal static class SpreadsheetText
{
    // With these a spreadsheet takes a cell for a formula; the wide ones are those of East Asian keyboards.
    private const string Starts = "=+-@＝＋－＠";

    /// <summary>The text; with an apostrophe before it where a spreadsheet would compute it.</summary>
    public static string Of(string text)
    {
        if (text.Length == 0) return text;
        var first = text.AsSpan().TrimStart();
        // A tab or a line break at the start parts the cell from what follows in some spreadsheets.
        var isComputed = text[0] is '\t' or '\r' or '\n' || (!first.IsEmpty && Starts.Contains(first[0]));
        return isComputed ? $"'{text}" : text;
    }
}
