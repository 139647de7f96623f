using System.CommandLine;
using Grpc.Core;

namespace Tocsin.Cli;

/// <summary>Runs commands: gives each what it needs, and makes of every failure one message and an exit code.</summary>
internal sealed class CommandShell(Terminal terminal, GlobalOptions options)
{
    /// <summary>Makes a command do something.</summary>
    public Command OnRun(Command command, Func<CommandRun, Task<ExitCode>> action)
    {
        command.SetAction(async (arguments, stopping) =>
        {
            using var run = new CommandRun(terminal, options, arguments, stopping);
            return (int)await RunAsync(run, action);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandRun run, Func<CommandRun, Task<ExitCode>> action)
    {
        try
        {
            return await action(run);
        }
        catch (Exception) when (run.Stopping.IsCancellationRequested)
        {
            return ExitCode.Cancelled;
        }
        catch (RpcException failure)
        {
            return await ReportAsync(run, FailedCall.Describe(failure, run.Server));
        }
        catch (CommandFailedException failure)
        {
            return await ReportAsync(run, failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return await ReportAsync(run, CommandFailedException.Usage(failure.Message));
        }
    }

    private static async Task<ExitCode> ReportAsync(CommandRun run, CommandFailedException failure)
    {
        var reason = failure.Reason.Length > 0 ? $" [{failure.Reason}]" : "";
        await run.Terminal.Error.WriteLineAsync($"tocsin: {failure.Message}{reason}");
        return failure.ExitCode;
    }
}
