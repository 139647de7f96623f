using System.Text;
using System.Text.Json;

namespace Tocsin.Core.Tests.Hostile;

/// <summary>
/// What a hostile case writes: a text, a list of parts, a part that is repeated, or bytes. Bombs are small to keep and
/// easy to read that way.
/// </summary>
/// <remarks>
/// <c>{"repeat": "(", "times": 5000}</c> repeats; within it <c>{i}</c> is the turn, from 1, and <c>{prev}</c> the one
/// before. <c>{"hex": "FFFE"}</c> is bytes, which only a file can hold.
/// </remarks>
internal static class HostileText
{
    /// <summary>The text of an expression.</summary>
    public static string Of(JsonElement content) => Encoding.UTF8.GetString(BytesOf(content));

    /// <summary>The bytes of a file.</summary>
    public static byte[] BytesOf(JsonElement content)
    {
        using var bytes = new MemoryStream();
        Write(content, bytes, text => text);
        return bytes.ToArray();
    }

    private static void Write(JsonElement part, MemoryStream bytes, Func<string, string> numbered)
    {
        switch (part.ValueKind)
        {
            case JsonValueKind.String:
                bytes.Write(Encoding.UTF8.GetBytes(numbered(part.GetString()!)));
                break;
            case JsonValueKind.Array:
                foreach (var item in part.EnumerateArray()) Write(item, bytes, numbered);
                break;
            default:
                WriteObject(part, bytes, numbered);
                break;
        }
    }

    private static void WriteObject(JsonElement part, MemoryStream bytes, Func<string, string> numbered)
    {
        if (part.TryGetProperty("hex", out var hex))
        {
            bytes.Write(Convert.FromHexString(hex.GetString()!));
            return;
        }

        var times = part.GetProperty("times").GetInt32();
        for (var i = 1; i <= times; i++)
        {
            var turn = i;
            Write(part.GetProperty("repeat"), bytes, text => Numbered(numbered(text), turn));
        }
    }

    private static string Numbered(string text, int turn) => text.Contains('{', StringComparison.Ordinal)
        ? text.Replace("{i}", $"{turn}", StringComparison.Ordinal)
            .Replace("{prev}", $"{turn - 1}", StringComparison.Ordinal)
        : text;
}
