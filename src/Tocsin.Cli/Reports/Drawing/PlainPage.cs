using System.Xml.Linq;

namespace Tocsin.Cli.Reports.Drawing;

/// <summary>
/// An HTML page that needs nothing besides itself: no script, font or picture of elsewhere. It reads in light and in
/// dark, and prints.
/// </summary>
internal static class PlainPage
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #222;
          background: #fff; }
        svg { width: 100%; height: auto; font-family: system-ui, sans-serif; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 1rem 0; }
        caption { text-align: left; opacity: .75; }
        th, td { padding: .15rem .7rem; text-align: right; border-bottom: 1px solid #8884; }
        th:first-child, td:first-child { text-align: left; }
        .wide { overflow-x: auto; } .texts th, .texts td { text-align: left; vertical-align: top; }
        .blue { fill: #4c8eda; } .yellow { fill: #e3b505; } .orange { fill: #e8772e; } .red { fill: #c1272d; }
        .grey { fill: #8a8f98; }
        polyline { fill: none !important; stroke-width: 2; }
        polyline.blue { stroke: #4c8eda; } polyline.orange { stroke: #e8772e; } polyline.red { stroke: #c1272d; }
        polyline.grey { stroke: #8a8f98; } polyline.yellow { stroke: #e3b505; }
        @media (prefers-color-scheme: dark) { body { color: #e4e4e4; background: #17191d; } }
        @media print {
          body { max-width: none; margin: 0; color: #000; background: #fff; font-size: 11px; }
          svg, tr { break-inside: avoid; } h2, h3, caption { break-after: avoid; } .wide { overflow: visible; }
        }
        """;

    /// <summary>A page.</summary>
    public static string Of(string title, params object[] content)
    {
        var head = new XElement("head",
            new XElement("meta", new XAttribute("charset", "utf-8")),
            new XElement("meta",
                new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
            new XElement("title", title), new XElement("style", Style));
        var body = new XElement("body", new XElement("h1", title), content);
        var page = new XElement("html", new XAttribute("lang", "en"), head, body);
        return "<!DOCTYPE html>\n" + page.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>A table whose rows are headed by their first cell.</summary>
    public static XElement Table(string caption, IEnumerable<string> columns, IEnumerable<string[]> rows) => new(
        "table", new XElement("caption", caption),
        new XElement("thead", new XElement("tr", columns.Select(column => new XElement(
            "th", new XAttribute("scope", "col"), column)))),
        new XElement("tbody", rows.Select(row => new XElement("tr", row.Select((cell, column) => column == 0
            ? new XElement("th", new XAttribute("scope", "row"), cell)
            : new XElement("td", cell))))));
}
