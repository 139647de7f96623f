using System.CommandLine;
using System.CommandLine.Parsing;
using Tocsin.Cli.Values;

namespace Tocsin.Cli;

/// <summary>The options that every command takes.</summary>
internal sealed class GlobalOptions
{
    /// <summary>The environment variable that names the server when <c>--server</c> does not.</summary>
    public const string ServerVariable = "TOCSIN_SERVER";

    /// <summary>How long to wait for an answer when nobody says.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private const string DefaultServer = "http://127.0.0.1:5050";

    public GlobalOptions(Terminal terminal)
    {
        Server = new Option<Uri>("--server")
        {
            Description = $"The server's address; {ServerVariable} sets another default.",
            HelpName = "URL",
            Recursive = true,
            CustomParser = result => ReadServer(result, result.Tokens[0].Value),
            DefaultValueFactory = result => ReadServer(result, terminal.Variable(ServerVariable) ?? DefaultServer),
        };
        Output = new Option<string>("--output", "-o")
        {
            Description = "How to answer: tables for people, or protobuf JSON for programs.",
            Recursive = true,
            DefaultValueFactory = _ => "table",
        };
        Output.AcceptOnlyFromAmong("table", "json");
        // Help would show a default of this type as 00:00:30, which is not how it is written.
        Timeout = new Option<TimeSpan?>("--timeout")
        {
            Description = "How long to wait for an answer: 500ms, 10s, 2m. [default: 30s]",
            HelpName = "DURATION",
            Recursive = true,
            CustomParser = result => DurationText.ReadOption(result),
        };
    }

    /// <summary>The server's address.</summary>
    public Option<Uri> Server { get; }

    /// <summary><c>table</c> or <c>json</c>.</summary>
    public Option<string> Output { get; }

    /// <summary>How long a call may take; absent means <see cref="DefaultTimeout"/>.</summary>
    public Option<TimeSpan?> Timeout { get; }

    private static Uri ReadServer(ArgumentResult result, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        result.AddError($"'{text}' is not a server's address; write it like {DefaultServer}.");
        return new Uri(DefaultServer);
    }
}
