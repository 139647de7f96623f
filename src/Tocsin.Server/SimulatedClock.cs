using System.Globalization;

namespace Tocsin.Server;

/// <summary>
/// The clock of a rehearsal: it tells the moment that a file holds, and goes on from there as fast as the real one,
/// until the file holds a later moment. It never steps back. Timers and timestamps stay those of the real clock, so
/// that sweeps, delays and limits take the time they say. Thread-safe.
/// </summary>
/// <remarks>
/// It goes on between two moments because a clock that stands still would make two looks at one borrower equally old,
/// and what is due a moment later would never fall due. A server with such a clock must never serve a bank.
/// </remarks>
internal sealed class SimulatedClock : TimeProvider
{
    /// <summary>For how long what was read counts, at most.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private const int MaximumLength = 64;

    private static readonly string[] _formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz"];

    private readonly Lock _lock = new();
    private readonly string _file;
    private DateTimeOffset _moment;
    private long _toldAt;
    private long _readAt;

    /// <summary>Makes one that begins at the moment the file holds now.</summary>
    /// <param name="file">The file; it holds one moment, such as <c>2026-03-02T08:00:00+08:00</c>.</param>
    /// <param name="real">The real clock, for whatever takes time.</param>
    /// <exception cref="ArgumentException">The file holds no moment.</exception>
    public SimulatedClock(string file, TimeProvider real)
    {
        _file = file;
        Real = real;
        _moment = Read(file) ?? throw new ArgumentException($"{file} holds no moment.", nameof(file));
        _toldAt = _readAt = real.GetTimestamp();
    }

    /// <summary>The real clock.</summary>
    public TimeProvider Real { get; }

    /// <inheritdoc/>
    public override long TimestampFrequency => Real.TimestampFrequency;

    /// <summary>The moment that a file holds, in UTC; null when there is no such file or it holds none.</summary>
    public static DateTimeOffset? Read(string file)
    {
        try
        {
            if (new FileInfo(file) is not { Exists: true, Length: <= MaximumLength }) return null;
            var isMoment = DateTimeOffset.TryParseExact(
                File.ReadAllText(file).Trim(), _formats, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment);
            return isMoment ? moment : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            var at = Real.GetTimestamp();
            var now = _moment + Real.GetElapsedTime(_toldAt, at);
            if (Real.GetElapsedTime(_readAt, at) < Interval) return now;
            _readAt = at;
            // A file that is away or half written says nothing; the next look reads it again.
            if (Read(_file) is not { } moment || moment <= now) return now;
            _toldAt = at;
            return _moment = moment;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => Real.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        Real.CreateTimer(callback, state, dueTime, period);
}
