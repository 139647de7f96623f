using System.Diagnostics;
using System.Text;

namespace Tocsin.Server.Tests.Running;

/// <summary>The tool <c>tocsin</c> as a person runs it: a process of its own, against a running server.</summary>
internal static class ToolProcess
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs one command line to its end, and answers what it printed and its exit code.</summary>
    public static async Task<(string Output, int ExitCode)> RunAsync(
        ServerProcess server, string workingDirectory, IEnumerable<string> arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "tocsin.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = workingDirectory,
            Environment = { ["TOCSIN_SERVER"] = server.GrpcAddress },
        };
        using var tool = Process.Start(start)!;
        tool.StandardInput.Close();
        var output = tool.StandardOutput.ReadToEndAsync();
        var errors = tool.StandardError.ReadToEndAsync();
        try
        {
            await tool.WaitForExitAsync().WaitAsync(_limit);
        }
        catch (TimeoutException)
        {
            tool.Kill();
            throw;
        }

        return (await output + await errors, tool.ExitCode);
    }
}
