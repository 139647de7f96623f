namespace Tocsin.Server.Tests.Running;

/// <summary>
/// A block of code of a document. What stands behind its opening fence says what it is: nothing for commands and what
/// they print, else <c>json FILE</c>, <c>json FILE below TEXT</c> or <c>json FILE instead of TEXT</c>, which a reader
/// does not see and is told in the prose.
/// </summary>
internal sealed class ShownBlock(string info)
{
    private const string Prompt = "$ ";
    private const string Below = " below ";
    private const string Instead = " instead of ";

    /// <summary>Its lines.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>True when it is the whole or a part of a file.</summary>
    public bool IsFile => info.StartsWith("json ", StringComparison.Ordinal);

    /// <summary>The commands in it, each with the lines that it shows below.</summary>
    public IEnumerable<ShownCommand> Commands
    {
        get
        {
            for (var at = Lines.FindIndex(IsCommand); at >= 0; at = Lines.FindIndex(at + 1, IsCommand))
            {
                var shown = Lines.Skip(at + 1).TakeWhile(IsOutput);
                yield return new ShownCommand(Lines[at][Prompt.Length..], [.. shown]);
            }
        }
    }

    /// <summary>Writes the file, or its part into the file.</summary>
    /// <param name="folder">The folder that the file's path is meant from.</param>
    /// <exception cref="InvalidDataException">The line that it goes below, or replaces, is not there.</exception>
    public void WriteTo(string folder)
    {
        var place = info["json ".Length..];
        var mark = place.Contains(Below, StringComparison.Ordinal) ? Below : Instead;
        var parts = place.Split(mark, 2);
        var path = Path.Combine(folder, parts[0]);
        if (parts.Length == 1)
        {
            File.WriteAllLines(path, Lines);
            return;
        }

        var lines = File.ReadAllLines(path).ToList();
        var at = lines.FindIndex(line => line.Contains(parts[1], StringComparison.Ordinal));
        if (at < 0) throw new InvalidDataException($"{path} has no line with {parts[1]}.");
        if (mark == Instead) lines.RemoveAt(at);
        else at++;
        lines.InsertRange(at, Lines);
        File.WriteAllLines(path, lines);
    }

    private static bool IsCommand(string line) => line.StartsWith(Prompt, StringComparison.Ordinal);

    private static bool IsOutput(string line) => !IsCommand(line);
}
