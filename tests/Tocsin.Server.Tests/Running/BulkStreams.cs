using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Both ends of a stream of updates: has every update at hand, and takes no answer until told to. Counts how many
/// updates were read whose answers were not taken.
/// </summary>
internal sealed class BulkStreams(IEnumerable<PutFeaturesRequest> updates)
    : IAsyncStreamReader<PutFeaturesStreamRequest>, IServerStreamWriter<PutFeaturesStreamResponse>
{
    private readonly IEnumerator<PutFeaturesRequest> _updates = updates.GetEnumerator();
    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly Dictionary<int, TaskCompletionSource> _awaited = [];
    private int _read;

    /// <summary>The most updates at once that were read and whose answers were not taken.</summary>
    public int MostOutstanding { get; private set; }

    /// <summary>How many answers were taken, refusals aside.</summary>
    public int Answered { get; private set; }

    /// <inheritdoc/>
    public PutFeaturesStreamRequest Current { get; private set; } = new();

    /// <inheritdoc/>
    public WriteOptions? WriteOptions { get; set; }

    /// <summary>Completes when so many updates have been read.</summary>
    public Task ReadAsync(int count)
    {
        lock (_lock)
        {
            if (_read >= count) return Task.CompletedTask;
            return (_awaited[count] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Takes answers from now on.</summary>
    public void LetGo() => _letGo.SetResult();

    /// <inheritdoc/>
    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!_updates.MoveNext()) return Task.FromResult(false);
        Current = new PutFeaturesStreamRequest { Request = _updates.Current };
        lock (_lock)
        {
            _read++;
            MostOutstanding = Math.Max(MostOutstanding, _read - Answered);
            if (_awaited.Remove(_read, out var awaited)) awaited.SetResult();
        }

        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(PutFeaturesStreamResponse message)
    {
        await _letGo.Task;
        lock (_lock)
        {
            if (message.Response is not null) Answered++;
        }
    }

    /// <inheritdoc/>
    public Task WriteAsync(PutFeaturesStreamResponse message, CancellationToken cancellationToken) =>
        WriteAsync(message);
}
