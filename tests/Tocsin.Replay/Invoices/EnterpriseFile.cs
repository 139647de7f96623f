namespace Tocsin.Replay.Invoices;

/// <summary>Reads <c>enterprises.csv</c>: enterprise, bank_grade, defaulted.</summary>
internal static class EnterpriseFile
{
    /// <summary>The name of the file.</summary>
    public const string Name = "enterprises.csv";

    /// <summary>Reads the enterprises in the file's order; rows that cannot be used are told and passed over.</summary>
    /// <exception cref="InvalidDataException">The file is no such table at all.</exception>
    public static IReadOnlyList<Enterprise> Read(TextReader reader, BrokenRows broken)
    {
        var found = new Dictionary<string, Enterprise>(StringComparer.Ordinal);
        foreach (var (line, cells) in new CsvRows(reader, Name, broken).Read("enterprise", "bank_grade", "defaulted"))
        {
            if (cells[0].Length == 0)
                broken.Add(Name, line, "it names no enterprise");
            else if (cells[1] is not ("A" or "B" or "C" or "D"))
                broken.Add(Name, line, $"the grade '{cells[1]}' is not A, B, C or D");
            else if (cells[2] is not ("0" or "1"))
                broken.Add(Name, line, $"'{cells[2]}' says neither 0 nor 1 for defaulted");
            else if (!found.TryAdd(cells[0], new Enterprise(cells[0], cells[1], cells[2] == "1")))
                broken.Add(Name, line, $"{cells[0]} stands here a second time");
        }

        return [.. found.Values];
    }
}
