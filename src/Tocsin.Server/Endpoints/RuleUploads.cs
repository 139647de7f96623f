using System.Runtime.CompilerServices;
using Grpc.Core;
using Tocsin.Server.Settings;

namespace Tocsin.Server.Endpoints;

/// <summary>
/// How many rule sets arrive at once: each is held whole, read and compiled beside the calls that are answered.
/// Thread-safe.
/// </summary>
internal sealed class RuleUploads(RuleSettings settings, TimeProvider time)
{
    private int _open;

    /// <summary>Takes a place; disposing it gives it back.</summary>
    /// <exception cref="FailureException">All are taken.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref _open) <= settings.Uploads) return new Place(this);
        Interlocked.Decrement(ref _open);
        throw new FailureException(FailureReason.UploadsTooMany,
            $"This instance reads {settings.Uploads} rule sets already (Rules:Uploads); try again when they are read.");
    }

    /// <summary>The messages of an upload, each of which may take its time but not longer.</summary>
    /// <exception cref="FailureException">Nothing came for too long.</exception>
    public async IAsyncEnumerable<T> ReadAsync<T>(
        IAsyncStreamReader<T> stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var patience = TimeSpan.FromMilliseconds(settings.UploadMs);
        while (await NextAsync(stream, patience, cancellation)) yield return stream.Current;
    }

    private async Task<bool> NextAsync<T>(
        IAsyncStreamReader<T> stream, TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            return await stream.MoveNext(cancellation).WaitAsync(patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            throw new FailureException(FailureReason.RequestInvalid,
                $"Nothing came for {patience.TotalSeconds} seconds (Rules:UploadMs); send the files without a pause.");
        }
    }

    private sealed class Place(RuleUploads uploads) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) Interlocked.Decrement(ref uploads._open);
        }
    }
}
