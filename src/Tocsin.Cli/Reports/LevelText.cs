using Spectre.Console;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Levels of warnings in their colours.</summary>
internal static class LevelText
{
    /// <summary>A level in its colour.</summary>
    public static Markup Of(WarningLevel level) => TerminalPage.Text(EnumText.Of(level), Style(level));

    /// <summary>A level before and after; one of them when they are equal.</summary>
    public static Markup Of(WarningLevel before, WarningLevel after) => before == after
        ? Of(after)
        : new Markup($"[{Style(before)}]{EnumText.Of(before)}[/] → [{Style(after)}]{EnumText.Of(after)}[/]");

    /// <summary>The style of a level.</summary>
    public static string Style(WarningLevel level) => level switch
    {
        WarningLevel.Blue => "dodgerblue1",
        WarningLevel.Yellow => "yellow",
        WarningLevel.Orange => "darkorange",
        WarningLevel.Red => "bold red",
        _ => "grey",
    };
}
