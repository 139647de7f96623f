namespace Tocsin.Cli;

/// <summary>Ends a command with a message for people: what is at fault, and what to do.</summary>
internal sealed class CommandFailedException(ExitCode exitCode, string message, string reason = "") : Exception(message)
{
    /// <summary>How the tool ends.</summary>
    public ExitCode ExitCode { get; } = exitCode;

    /// <summary>The stable reason, when there is one.</summary>
    public string Reason { get; } = reason;

    /// <summary>The command line, or a file it names, cannot be used.</summary>
    public static CommandFailedException Usage(string message) => new(ExitCode.Usage, message);
}
