using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;

namespace Tocsin.Cli.Reports;

/// <summary>Answers for programs: JSON with the field names of the contract.</summary>
internal static class JsonText
{
    private static readonly JsonFormatter _formatter =
        new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // Names and texts are often Chinese, and the answer is a terminal's or a pipe's, never a page's.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A message on one line; fields at their default are left out, as protobuf JSON does.</summary>
    public static string Of(IMessage message) => _formatter.Format(message);

    /// <summary>What the contract has no message for, on one line.</summary>
    public static string OfObject(object answer) => JsonSerializer.Serialize(answer, _json);
}
