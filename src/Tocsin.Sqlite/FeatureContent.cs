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

    /// <summary>Reads canonical texts by feature name.</summary>
    internal static Dictionary<string, string> Decode(ReadOnlySpan<byte> content) =>
        JsonSerializer.Deserialize(content, FeatureContentJson.Readable.DictionaryStringString) ?? [];
}

/// <summary>The serializer, made at build.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class FeatureContentJson : JsonSerializerContext
{
    /// <summary>Writes Chinese as Chinese: these documents never stand inside a page.</summary>
    internal static FeatureContentJson Readable { get; } =
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
