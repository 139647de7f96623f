using System.Text;

namespace Tocsin.Cli.Json;

/// <summary>Changes values of a JSON file and leaves every other byte as it is, comments and layout included.</summary>
internal sealed class JsonEdits(ReadOnlyMemory<byte> content)
{
    private readonly List<(int Start, int End, string Text)> _edits = [];

    /// <summary>Where the values stand.</summary>
    public JsonPlaces Places { get; } = JsonPlaces.Read(content);

    /// <summary>True when something was changed.</summary>
    public bool HasAny => _edits.Count > 0;

    /// <summary>Puts JSON in the place of a value.</summary>
    public void Replace(JsonPlace place, string json) => _edits.Add((place.Start, place.End, json));

    /// <summary>Adds a property after the last of an object.</summary>
    public void AddProperty(JsonPlace holder, string name, string json) =>
        Add(holder, $"{JsonTexts.Quote(name)}: {json}", " ");

    /// <summary>Adds a value after the last of an array.</summary>
    public void AddItem(JsonPlace holder, string json) => Add(holder, json, "");

    /// <summary>The white space before a value or its property's name, for what is to look alike.</summary>
    public string SpaceBefore(JsonPlace place)
    {
        var start = place.NameStart;
        while (start > 0 && content.Span[start - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') start--;
        return Encoding.UTF8.GetString(content.Span[start..place.NameStart]);
    }

    /// <summary>The file with every change.</summary>
    public byte[] Apply()
    {
        var result = new List<byte>(content.Length + 256);
        var at = 0;
        // In file order; what is added at one byte keeps the order in which it was added.
        foreach (var (start, end, text) in _edits.OrderBy(edit => edit.Start))
        {
            result.AddRange(content.Span[at..start]);
            result.AddRange(Encoding.UTF8.GetBytes(text));
            at = end;
        }

        result.AddRange(content.Span[at..]);
        return [.. result];
    }

    private void Add(JsonPlace holder, string json, string space)
    {
        if (holder.Last is not { } last)
        {
            _edits.Add((holder.Start + 1, holder.Start + 1, json));
            return;
        }

        var before = SpaceBefore(last);
        _edits.Add((last.End, last.End, "," + (before.Length > 0 ? before : space) + json));
    }
}
