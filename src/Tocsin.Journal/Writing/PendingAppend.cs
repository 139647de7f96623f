using Tocsin.Journal.Files;

namespace Tocsin.Journal.Writing;

/// <summary>One entry on its way to the file, encoded on its caller's thread.</summary>
/// <param name="key">What it is filed under.</param>
/// <param name="bytes">The entry.</param>
/// <param name="layout">The layout that has to stand in its file before it; null for none.</param>
/// <param name="waits">True when its caller waits for it.</param>
internal sealed class PendingAppend(EntryKey key, byte[] bytes, LayoutEntry? layout, bool waits)
{
    // Whoever waits goes on elsewhere: the writer's thread only writes.
    private readonly TaskCompletionSource? _written =
        waits ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;

    /// <summary>What it is filed under.</summary>
    public EntryKey Key => key;

    /// <summary>The entry.</summary>
    public byte[] Bytes => bytes;

    /// <summary>The layout that has to stand in its file before it; null for none.</summary>
    public LayoutEntry? Layout => layout;

    /// <summary>Ends when the entry is where the mode wants it, or could not be brought there.</summary>
    public Task Written => _written?.Task ?? Task.CompletedTask;

    /// <summary>False when nobody waits, so that a failure is a loss.</summary>
    public bool IsAwaited => _written is not null;

    /// <summary>Tells the caller that it is there.</summary>
    public void Succeed() => _written?.TrySetResult();

    /// <summary>Tells the caller that it is not.</summary>
    public void Fail(JournalUnavailableException fault) => _written?.TrySetException(fault);
}

/// <summary>A layout as an entry.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Bytes">The entry.</param>
internal sealed record LayoutEntry(ulong Id, byte[] Bytes);
