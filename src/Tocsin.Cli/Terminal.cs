using Spectre.Console;

namespace Tocsin.Cli;

/// <summary>What surrounds the tool: streams, clock and environment. Tests bring their own.</summary>
internal sealed class Terminal
{
    // A pipe has no width; tables that wrap at 80 columns could not be searched by line.
    private const int RedirectedWidth = 240;

    private IAnsiConsole? _console;
    private IAnsiConsole? _errorConsole;

    /// <summary>Takes answers and nothing else, so that it can be piped.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Takes errors, notices and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Gives confirmations.</summary>
    public required TextReader In { get; init; }

    /// <summary>True when nobody looks at <see cref="Out"/> as it is written.</summary>
    public bool IsOutputRedirected { get; init; }

    /// <summary>True when nobody looks at <see cref="Error"/> as it is written.</summary>
    public bool IsErrorRedirected { get; init; }

    /// <summary>True when nobody can answer a question.</summary>
    public bool IsInputRedirected { get; init; }

    /// <summary>The clock and the local time zone.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Draws on <see cref="Out"/>.</summary>
    public IAnsiConsole Console => _console ??= CreateConsole(Out, IsOutputRedirected);

    /// <summary>Draws on <see cref="Error"/>.</summary>
    public IAnsiConsole ErrorConsole => _errorConsole ??= CreateConsole(Error, IsErrorRedirected);

    private static IAnsiConsole CreateConsole(TextWriter writer, bool redirected)
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) };
        if (redirected)
        {
            settings.Ansi = AnsiSupport.No;
            settings.ColorSystem = ColorSystemSupport.NoColors;
            settings.Interactive = InteractionSupport.No;
        }

        var console = AnsiConsole.Create(settings);
        if (redirected) console.Profile.Width = RedirectedWidth;
        return console;
    }
}
