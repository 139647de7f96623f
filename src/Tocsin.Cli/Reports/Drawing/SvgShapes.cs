using System.Globalization;
using System.Xml.Linq;

namespace Tocsin.Cli.Reports.Drawing;

/// <summary>What drawings are made of. Lines and texts have the colour of the text around the drawing.</summary>
internal static class SvgShapes
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    /// <summary>A drawing with its title and what it shows, for those who cannot see it.</summary>
    public static XElement Drawing(
        string id, string title, string description, double width, double height, params object[] shapes) => new(
            _svg + "svg",
            new XAttribute("viewBox", $"0 0 {Text(width)} {Text(height)}"),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", $"{id}-title {id}-text"),
            new XElement(_svg + "title", new XAttribute("id", $"{id}-title"), title),
            new XElement(_svg + "desc", new XAttribute("id", $"{id}-text"), description),
            shapes);

    /// <summary>A rectangle.</summary>
    public static XElement Rectangle(double x, double y, double width, double height) => new(
        _svg + "rect", Place("x", x), Place("y", y), Place("width", width), Place("height", height));

    /// <summary>A dot.</summary>
    public static XElement Dot(double x, double y, double radius) => new(
        _svg + "circle", Place("cx", x), Place("cy", y), Place("r", radius));

    /// <summary>An axis, or a line of the grid.</summary>
    public static XElement Line(double x1, double y1, double x2, double y2, bool isAxis) => new(
        _svg + "line", Place("x1", x1), Place("y1", y1), Place("x2", x2), Place("y2", y2),
        new XAttribute("stroke", "currentColor"), new XAttribute("stroke-opacity", isAxis ? "0.7" : "0.15"));

    /// <summary>A line through points, in a colour of the page's style.</summary>
    public static XElement Path(IEnumerable<(double X, double Y)> points, string color, bool isDashed)
    {
        var path = new XElement(
            _svg + "polyline", new XAttribute("class", color),
            new XAttribute("points", string.Join(' ', points.Select(point => $"{Text(point.X)},{Text(point.Y)}"))));
        if (isDashed) path.Add(new XAttribute("stroke-dasharray", "6 5"));
        return path;
    }

    /// <summary>A text that starts, ends or has its middle at a place.</summary>
    public static XElement Label(double x, double y, string anchor, string text) => new(
        _svg + "text", Place("x", x), Place("y", y), new XAttribute("text-anchor", anchor),
        new XAttribute("font-size", "13"), new XAttribute("fill", "currentColor"), text);

    /// <summary>A text that is read from below, with its middle at a place.</summary>
    public static XElement Upright(double x, double y, string text)
    {
        var label = Label(x, y, "middle", text);
        label.Add(new XAttribute("transform", $"rotate(-90 {Text(x)} {Text(y)})"));
        return label;
    }

    /// <summary>Says in words what a shape shows, for the mouse that rests on it.</summary>
    public static XElement Saying(this XElement shape, string words)
    {
        shape.Add(new XElement(_svg + "title", words));
        return shape;
    }

    /// <summary>A coordinate as SVG writes it.</summary>
    public static string Text(double coordinate) =>
        Math.Round(coordinate, 2).ToString(CultureInfo.InvariantCulture);

    private static XAttribute Place(string name, double coordinate) => new(name, Text(coordinate));
}
