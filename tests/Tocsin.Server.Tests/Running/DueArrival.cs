using System.Diagnostics;

namespace Tocsin.Server.Tests.Running;

/// <summary>Something that was due and came: the answer to a call, or a change to a subscriber.</summary>
/// <param name="Due">When the call, or the update that made the change, was due, as <see cref="Stopwatch"/>
/// counts.</param>
/// <param name="Came">When it was there.</param>
internal readonly record struct DueArrival(long Due, long Came)
{
    /// <summary>How long it took, from when it was due.</summary>
    public TimeSpan Took => Stopwatch.GetElapsedTime(Due, Came);
}
