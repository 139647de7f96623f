using Spectre.Console;
using Spectre.Console.Rendering;

namespace Tocsin.Cli.Reports;

/// <summary>A page for people: lines of facts, and tables. Every text is taken literally, never as markup.</summary>
internal sealed class TerminalPage(IAnsiConsole console)
{
    private readonly List<(string Name, Markup Value)> _facts = [];

    /// <summary>Adds a fact, unless there is nothing to say.</summary>
    public void Fact(string name, string? value, string style = "")
    {
        if (!string.IsNullOrEmpty(value)) _facts.Add((name, Text(value, style)));
    }

    /// <summary>Writes the facts so far, with their values in one column.</summary>
    public void WriteFacts()
    {
        if (_facts.Count == 0) return;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var (name, value) in _facts) grid.AddRow(Text(name, "grey"), value);
        console.Write(grid);
        _facts.Clear();
    }

    /// <summary>Writes the facts so far and a table, unless it has no rows.</summary>
    public void Table(string title, string[] columns, IEnumerable<string[]> rows) =>
        Table(title, columns, rows.Select(row => row.Select(cell => (IRenderable)Text(cell)).ToArray()));

    /// <summary>Writes the facts so far and a table whose cells are drawn already, unless it has no rows.</summary>
    public void Table(string title, string[] columns, IEnumerable<IRenderable[]> rows)
    {
        WriteFacts();
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(title)) };
        foreach (var column in columns) table.AddColumn(new TableColumn(Text(column, "bold")));
        foreach (var row in rows) table.AddRow(row);
        if (table.Rows.Count > 0) console.Write(table);
    }

    /// <summary>Writes the facts so far and a line.</summary>
    public void Line(string text, string style = "")
    {
        WriteFacts();
        // What reads a pipe takes a line for a message: only a terminal may break it.
        if (!console.Profile.Out.IsTerminal) console.Profile.Out.Writer.WriteLine(text);
        else
        {
            console.Write(Text(text, style));
            console.WriteLine();
        }
    }

    /// <summary>A literal text in a style.</summary>
    public static Markup Text(string text, string style = "") =>
        new(style.Length == 0 ? Markup.Escape(text) : $"[{style}]{Markup.Escape(text)}[/]");
}
