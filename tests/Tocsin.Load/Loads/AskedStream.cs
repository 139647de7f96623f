using System.Diagnostics;

namespace Tocsin.Load.Loads;

/// <summary>How far one stream of requests has come: one task asks, another reads what is answered, in order.</summary>
/// <param name="index">Which of the streams it is.</param>
/// <param name="streams">How many there are.</param>
/// <param name="outstanding">How many requests are on their way at most.</param>
internal sealed class AskedStream(int index, int streams, int outstanding)
{
    // When the requests that are on their way were made; a place is used again when its request is answered.
    private readonly long[] _made = new long[outstanding];

    private long _asked;

    /// <summary>Counts the answers.</summary>
    public CallTally Tally { get; } = new();

    /// <summary>Requests so far.</summary>
    public long Asked => Volatile.Read(ref _asked);

    /// <summary>Answers so far.</summary>
    public long Answered { get; private set; }

    /// <summary>The number of a request among those of all streams.</summary>
    public long NumberOf(long request) => index + (request * streams);

    /// <summary>Notes that the next request is made now.</summary>
    public void Ask()
    {
        _made[_asked % _made.Length] = Stopwatch.GetTimestamp();
        Volatile.Write(ref _asked, _asked + 1);
    }

    /// <summary>Notes that the next answer has come, and what is wrong with it.</summary>
    public void Answer(string? fault)
    {
        Tally.Add(_made[Answered % _made.Length], fault);
        Answered++;
    }
}
