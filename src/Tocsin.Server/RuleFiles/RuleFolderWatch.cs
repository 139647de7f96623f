namespace Tocsin.Server.RuleFiles;

/// <summary>
/// Tells when something in a folder moves, also after the folder itself, or one that a link on the way to it leads to,
/// was renamed, deleted and made again, or exchanged. Events come on threads of the pool; everything else is called by
/// one thread at a time.
/// </summary>
/// <remarks>
/// The system watches a folder by its identity, not by its name, and says nothing when the name goes to another one. So
/// what decides where the path leads is watched too, and looked at again at each <see cref="Renew"/>. Links inside the
/// folder are not followed: what they lead to outside of it is only polled.
/// </remarks>
/// <param name="folder">The folder, absolute.</param>
/// <param name="moved">Called when something moved, or may have; returns at once.</param>
/// <param name="told">Called with the problem when there is news of the watch itself; returns at once.</param>
/// <param name="make">Makes the system's watcher of a folder and a filter; absent: as the base library does.</param>
internal sealed class RuleFolderWatch(
    string folder, Action moved, Action<WatchNews, string> told, Func<string, string, FileSystemWatcher>? make = null)
    : IDisposable
{
    private readonly Func<string, string, FileSystemWatcher> _make =
        make ?? ((path, filter) => new FileSystemWatcher(path, filter));
    private readonly Dictionary<WatchedPlace, Watched> _watched = [];
    private string _problem = "";

    /// <summary>Watches the folder that has the name now; before each read, so that no change falls between.</summary>
    public void Renew()
    {
        var problem = "";
        var wanted = Wanted(ref problem);
        foreach (var (place, watched) in _watched.Where(one => one.Value.IsLost || !wanted.Contains(one.Key)).ToList())
        {
            if (watched.Problem.Length > 0) problem = watched.Problem;
            watched.Watcher.Dispose();
            _watched.Remove(place);
        }

        foreach (var place in wanted.Where(place => !_watched.ContainsKey(place)))
            if (Watch(place, ref problem) is { } watched) _watched.Add(place, watched);

        Tell(problem);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var watched in _watched.Values) watched.Watcher.Dispose();
        _watched.Clear();
    }

    private HashSet<WatchedPlace> Wanted(ref string problem)
    {
        var wanted = new HashSet<WatchedPlace>();
        try
        {
            var trail = FolderTrail.Of(folder);
            foreach (var turn in trail.Turns)
                if (Path.GetDirectoryName(turn) is { } above) wanted.Add(Place(above, Path.GetFileName(turn), false));
            if (trail.End is not null) wanted.Add(Place(trail.End, "*", true));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = exception.Message;
        }

        return wanted;
    }

    // A folder that was made at another time is another one, whatever its name.
    private static WatchedPlace Place(string path, string filter, bool isDeep) =>
        new(path, filter, isDeep, Directory.GetCreationTimeUtc(path).Ticks);

    private Watched? Watch(WatchedPlace place, ref string problem)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = _make(place.Folder, place.Filter);
            watcher.IncludeSubdirectories = place.IsDeep;
            var watched = new Watched(watcher);
            watcher.Changed += (_, _) => moved();
            watcher.Created += (_, _) => moved();
            watcher.Deleted += (_, _) => moved();
            watcher.Renamed += (_, _) => moved();
            watcher.Error += (_, error) => Lose(watched, error.GetException());
            watcher.EnableRaisingEvents = true;
            if (watched.Problem.Length > 0) problem = watched.Problem;
            return watched;
        }
        catch (Exception exception)
            when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            watcher?.Dispose();
            // A folder that went away meanwhile is no fault of the watch; the next renewal looks again.
            if (Directory.Exists(place.Folder)) problem = exception.Message;
            return null;
        }
    }

    // Replaced at the next renewal. An overflow calls for it at once; what else goes wrong may go wrong again at once,
    // and waits for the poll.
    private void Lose(Watched watched, Exception fault)
    {
        if (fault is not InternalBufferOverflowException)
        {
            watched.Problem = fault.Message;
            watched.IsLost = true;
        }
        else if (!watched.IsLost)
        {
            watched.IsLost = true;
            told(WatchNews.Overflowed, fault.Message);
            moved();
        }
    }

    // Once each time it changes.
    private void Tell(string problem)
    {
        if (problem == _problem) return;
        _problem = problem;
        if (problem.Length > 0) told(WatchNews.Lost, problem);
        else told(WatchNews.Back, "");
    }

    private readonly record struct WatchedPlace(string Folder, string Filter, bool IsDeep, long MadeAt);

    private sealed class Watched(FileSystemWatcher watcher)
    {
        private volatile bool _isLost;
        private volatile string _problem = "";

        public FileSystemWatcher Watcher => watcher;

        public bool IsLost
        {
            get => _isLost;
            set => _isLost = value;
        }

        public string Problem
        {
            get => _problem;
            set => _problem = value;
        }
    }
}

/// <summary>What there is to tell of a watch.</summary>
internal enum WatchNews
{
    /// <summary>The system cannot watch; the folder is only polled.</summary>
    Lost,

    /// <summary>The system lost events, so that anything may have moved.</summary>
    Overflowed,

    /// <summary>The system watches again.</summary>
    Back,
}
