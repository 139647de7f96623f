using System.CommandLine;
using Grpc.Core;
using Tocsin.Replay.Feeding;
using Tocsin.Replay.Invoices;
using Tocsin.Replay.Monthly;
using Tocsin.Replay.Reports;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Replay;

/// <summary>The command line of the replay.</summary>
internal sealed class ReplayCommand
{
    private const int Done = 0;
    private const int DoesNotHold = 1;
    private const int CannotRun = 2;

    private const string About = """
        Turns dated VAT invoices into features per enterprise and month and feeds them in date order into a Tocsin
        server, while a subscription counts the changes of warnings. Draws the changes per month as one HTML page.

        The folder of data holds enterprises.csv (enterprise, bank_grade, defaulted) and invoices.csv.gz (enterprise,
        side, date, amount, status).

        Exit codes:
            0  done, and what is known of the data came out
            1  it did not come out, or changes were missed or updates refused
            2  the data, the server or the command line cannot be used
        """;

    private readonly Option<string?> _data = new("--data")
    {
        Description = "The folder of data. By default the shared data beside the project.",
        HelpName = "FOLDER",
    };
    private readonly Option<FileInfo> _out = new("--out")
    {
        Description = "The page to write.",
        HelpName = "FILE",
        DefaultValueFactory = _ => new FileInfo(Path.Combine("artifacts", "replay.html")),
    };
    private readonly Option<Uri?> _server = new("--server")
    {
        Description = "A running server with the rules of tests/Tocsin.Replay/rules. By default one is started, with "
            + "an empty store, and ended afterwards.",
        HelpName = "ADDRESS",
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" ? uri : Fail(result),
    };
    private readonly Option<string?> _to = new("--to")
    {
        Description = "The last month to feed. By default the last of which all days are on record.",
        HelpName = "YYYY-MM",
    };

    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly ReplayProgress _progress;
    private readonly TimeProvider _clock;

    /// <summary>Makes the command.</summary>
    public ReplayCommand(TextWriter output, TextWriter error, ReplayProgress progress, TimeProvider clock)
    {
        (_output, _error, _progress, _clock) = (output, error, progress, clock);
        _to.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !Month.TryParse(result.Tokens[0].Value, out _))
                result.AddError($"--to {result.Tokens[0].Value}: no month such as 2019-12.");
        });
    }

    /// <summary>Runs one command line and gives the exit code.</summary>
    public Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var root = new RootCommand(About) { _data, _out, _server, _to };
        root.SetAction(RunAsync);
        var parsed = root.Parse(arguments);
        var run = parsed.InvokeAsync(new InvocationConfiguration { Output = _output, Error = _error });
        return parsed.Errors.Count == 0 ? run : UsageAsync(run);
    }

    private static async Task<int> UsageAsync(Task<int> run)
    {
        await run;
        return CannotRun;
    }

    private static Uri? Fail(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"'{result.Tokens[0].Value}' is no http or https address.");
        return null;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stopping)
    {
        try
        {
            return await ReplayAsync(arguments).WaitAsync(stopping);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException
            or InvalidOperationException or RpcException or TimeoutException)
        {
            await _error.WriteLineAsync($"replay: {failure.Message}");
            return CannotRun;
        }
    }

    private async Task<int> ReplayAsync(ParseResult arguments)
    {
        var folder = InvoiceFolder.Read(arguments.GetValue(_data) ?? SharedFolder());
        await WriteAsync(ReplayReport.Data(folder));
        await using var server = arguments.GetValue(_server) is { } address
            ? await ReplayServer.AtAsync(address) : await ReplayServer.StartAsync();
        await _output.WriteLineAsync($"server   {server.Address}, {(server.IsOwn ? "started for this" : "running")}");
        var to = Month.TryParse(arguments.GetValue(_to), out var month) ? month : (Month?)null;
        var result = await _progress.ShowAsync(onMonth => new ReplayRun(folder, server, _clock).RunAsync(to, onMonth));
        await WriteAsync(ReplayReport.Result(folder, result));
        var page = arguments.GetValue(_out)!;
        page.Directory?.Create();
        await File.WriteAllTextAsync(page.FullName, ReplayPage.Of(folder, result));
        await _output.WriteLineAsync($"plot     {page}");
        return ReplayReport.Holds(folder, result) ? Done : DoesNotHold;
    }

    private async Task WriteAsync(IEnumerable<string> lines)
    {
        foreach (var line in lines) await _output.WriteLineAsync(line);
    }

    private static string SharedFolder() =>
        Path.GetDirectoryName(ProjectFolder.SharedData("cumcm2020c/" + InvoiceFile.Name))
        ?? throw new InvalidDataException("There is no shared data beside the project; give a folder with --data.");
}
