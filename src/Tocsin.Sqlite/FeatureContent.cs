using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tocsin.Core.Features;

namespace Tocsin.Sqlite;

/// <summary>The values of one stored view as written: a JSON object of texts that a person can read.</summary>
internal static class FeatureContent
{
    /// <summary>Writes values as their canonical text.</summary>
    internal static byte[] Encode(IReadOnlyDictionary<string, FeatureValue> values) =>
        Encode(values.ToDictionary(pair => pair.Key, pair => pair.Value.ToCanonicalText()));

    /// <summary>Writes canonical texts.</summary>
    internal static byte[] Encode(Dictionary<string, string> texts) =>
        JsonSerializer.SerializeToUtf8Bytes(texts, FeatureContentJson.Readable.DictionaryStringString);

    /// <summary>Reads canonical texts by feature name, to be changed.</summary>
    internal static Dictionary<string, string> Decode(ReadOnlySpan<byte> content) =>
        JsonSerializer.Deserialize(content, FeatureContentJson.Readable.DictionaryStringString) ?? [];

    /// <summary>Reads canonical texts by feature name; what borrowers have alike is shared.</summary>
    internal static IReadOnlyDictionary<string, string> Decode(ReadOnlySpan<byte> content, StoredTexts shared)
    {
        // Each value takes six bytes at least: two texts in quotes, a colon, and a comma or a brace. None is longer
        // than it is written.
        var most = 1 + (content.Length / 6);
        var names = ArrayPool<string>.Shared.Rent(most);
        var places = ArrayPool<TextPlace>.Shared.Rent(most);
        var utf8 = ArrayPool<byte>.Shared.Rent(content.Length);
        try
        {
            var (count, written) = (0, 0);
            var json = new Utf8JsonReader(content);
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.PropertyName)
                {
                    names[count] = json.ValueIsEscaped ? json.GetString()! : shared.Name(json.ValueSpan);
                }
                else if (json.TokenType == JsonTokenType.String)
                {
                    places[count] = new TextPlace(written, json.CopyString(utf8.AsSpan(written)));
                    written += places[count++].Length;
                }
            }

            return shared.Values(
                names.AsSpan(0, count), places.AsSpan(0, count).ToArray(), utf8.AsSpan(0, written).ToArray());
        }
        finally
        {
            ArrayPool<string>.Shared.Return(names, clearArray: true);
            ArrayPool<TextPlace>.Shared.Return(places);
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }
}

/// <summary>The serializer, made at build.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class FeatureContentJson : JsonSerializerContext
{
    /// <summary>Writes Chinese as Chinese: these documents never stand inside a page.</summary>
    internal static FeatureContentJson Readable { get; } =
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
