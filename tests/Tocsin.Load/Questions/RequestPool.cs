using System.Collections.Concurrent;

namespace Tocsin.Load.Questions;

/// <summary>
/// Requests that are used again once they are answered: making each anew would cost the machine that is measured. Safe
/// for use by several threads.
/// </summary>
/// <param name="make">Makes one.</param>
/// <param name="address">Turns one into that of a call.</param>
internal sealed class RequestPool<TRequest>(Func<TRequest> make, Action<TRequest, long> address)
{
    private readonly ConcurrentQueue<TRequest> _idle = new();

    /// <summary>The request of a call, nobody else's until it is given back.</summary>
    public TRequest Take(long number)
    {
        if (!_idle.TryDequeue(out var request)) request = make();
        address(request, number);
        return request;
    }

    /// <summary>Gives one back that was answered; one that failed may still be read and is never used again.</summary>
    public void GiveBack(TRequest request) => _idle.Enqueue(request);
}
