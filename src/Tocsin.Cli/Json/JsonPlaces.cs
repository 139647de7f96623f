using System.Text;
using System.Text.Json;

namespace Tocsin.Cli.Json;

/// <summary>Finds where the values of a JSON file stand, by the paths that problems name.</summary>
internal sealed class JsonPlaces
{
    private readonly ReadOnlyMemory<byte> _content;
    private readonly int _mark;
    private readonly Dictionary<string, JsonPlace> _places = new(StringComparer.Ordinal);

    private JsonPlaces(ReadOnlyMemory<byte> content)
    {
        _content = content;
        _mark = content.Span.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
    }

    /// <summary>Reads a file; comments and trailing commas are passed over, as rule files may have them.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonPlaces Read(ReadOnlyMemory<byte> content)
    {
        var places = new JsonPlaces(content);
        var options = new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
        var reader = new Utf8JsonReader(content.Span[places._mark..], options);
        reader.Read();
        places.Add(ref reader, "$", -1);
        return places;
    }

    /// <summary>The place of a path such as <c>$[0].Rules[3].Expression</c>; null when nothing is there.</summary>
    public JsonPlace? Find(string path) => _places.GetValueOrDefault(path);

    /// <summary>The line and column, both from 1, of a byte; columns count UTF-16 code units.</summary>
    public (int Line, int Column) LineOf(int offset)
    {
        var before = _content.Span[..offset];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        var mark = lineStart == 0 ? Math.Min(_mark, offset) : 0;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[(lineStart + mark)..]) + 1);
    }

    /// <summary>The byte at which a character, from 1, of a text stands; escapes count for what they mean.</summary>
    public int OffsetIn(JsonPlace text, int character)
    {
        var content = _content.Span;
        var at = text.Start + 1;
        for (var left = character - 1; left > 0 && at < text.End - 1; left--)
        {
            if (content[at] == '\\')
            {
                at += content[at + 1] == 'u' ? 6 : 2;
                continue;
            }

            _ = Rune.DecodeFromUtf8(content[at..], out var rune, out var length);
            // A character beyond the first plane counts for two, as in the text that was read.
            if (rune.Utf16SequenceLength == 2) left--;
            at += length;
        }

        return Math.Min(at, text.End - 1);
    }

    private JsonPlace Add(ref Utf8JsonReader reader, string path, int nameStart)
    {
        var start = (int)reader.TokenStartIndex + _mark;
        JsonPlace? last = null;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = (int)reader.TokenStartIndex + _mark;
                var key = reader.GetString();
                reader.Read();
                last = Add(ref reader, $"{path}.{key}", name);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                last = Add(ref reader, $"{path}[{i}]", -1);
        }

        var place = new JsonPlace(start, (int)reader.BytesConsumed + _mark, nameStart < 0 ? start : nameStart)
        {
            Last = last,
        };
        return _places[path] = place;
    }
}
