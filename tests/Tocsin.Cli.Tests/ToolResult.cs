using System.Text;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Tocsin.Cli.Tests;

/// <summary>How the tool ended and what it wrote.</summary>
internal sealed record ToolResult(ExitCode ExitCode, string Out, string Error)
{
    static ToolResult() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Runs a command that needs no server.</summary>
    public static Task<ToolResult> OfAsync(params string[] arguments) =>
        OfAsync(arguments, new FakeTimeProvider(), null, TestContext.Current.CancellationToken);

    /// <summary>Runs the tool in this process; what is typed answers its questions, null for nobody there.</summary>
    public static async Task<ToolResult> OfAsync(
        string[] arguments, TimeProvider clock, string? typed, CancellationToken cancellationToken)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var terminal = new Terminal
        {
            Out = output,
            Error = error,
            In = new StringReader(typed ?? ""),
            IsOutputRedirected = true,
            IsErrorRedirected = true,
            IsInputRedirected = typed is null,
            Clock = clock,
            Variable = _ => null,
        };
        var code = await new TocsinCommandLine(terminal).RunAsync(arguments, cancellationToken);
        return new ToolResult((ExitCode)code, output.ToString(), error.ToString());
    }
}
