namespace Tocsin.Server.Tests.Running;

/// <summary>The clock of runs against servers in processes of their own, whose clock nobody can set.</summary>
internal static class RealClock
{
#pragma warning disable RS0030 // The servers of a run go by the system clock, so whoever talks to them does.
    /// <summary>The system clock.</summary>
    public static TimeProvider Instance => TimeProvider.System;
#pragma warning restore RS0030
}
