using Google.Protobuf;

namespace Tocsin.Cli.Reports;

/// <summary>Messages as protobuf JSON on one line, with the field names of the contract.</summary>
internal static class JsonText
{
    private static readonly JsonFormatter _formatter =
        new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    /// <summary>A message as JSON; fields at their default are left out, as protobuf JSON does.</summary>
    public static string Of(IMessage message) => _formatter.Format(message);
}
