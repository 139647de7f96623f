using Tocsin.V1;

namespace Tocsin.Replay.Reports;

/// <summary>Names of kinds and levels for people.</summary>
internal static class ChangeWords
{
    /// <summary>The levels that a warning of the replay's rules may have, the lowest first.</summary>
    public static IReadOnlyList<WarningLevel> Levels { get; } =
        [WarningLevel.Yellow, WarningLevel.Orange, WarningLevel.Red];

    /// <summary>The kinds of changes of level, those for the worse first.</summary>
    public static IReadOnlyList<WarningChangeKind> Kinds { get; } =
    [
        WarningChangeKind.Raised, WarningChangeKind.Reopened, WarningChangeKind.LevelUp, WarningChangeKind.LevelDown,
        WarningChangeKind.Cleared,
    ];

    /// <summary>The name of a level.</summary>
    public static string Of(WarningLevel level) => level.ToString().ToLowerInvariant();

    /// <summary>The name of a kind.</summary>
    public static string Of(WarningChangeKind kind) => kind switch
    {
        WarningChangeKind.LevelUp => "level up",
        WarningChangeKind.LevelDown => "level down",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
