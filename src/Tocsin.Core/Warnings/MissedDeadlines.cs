namespace Tocsin.Core.Warnings;

/// <summary>Which deadlines of a warning passed without what they were for.</summary>
[Flags]
public enum MissedDeadlines
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Nobody had taken it up.</summary>
    Acknowledge = 1,

    /// <summary>It was neither under treatment nor closed.</summary>
    Treat = 2,

    /// <summary>The action that was begun was not done.</summary>
    Treatment = 4,
}
