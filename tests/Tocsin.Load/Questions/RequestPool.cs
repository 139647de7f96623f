using System.Collections.Concurrent;
using Tocsin.V1;

namespace Tocsin.Load.Questions;

/// <summary>
/// Requests that are used again once they are answered: making each anew would cost the machine that is measured. Safe
/// for use by several threads.
/// </summary>
internal sealed class RequestPool(DecideQuestions questions)
{
    private readonly ConcurrentQueue<DecideRequest> _idle = new();

    /// <summary>The request of a call, nobody else's until it is given back.</summary>
    public DecideRequest Take(long number)
    {
        if (!_idle.TryDequeue(out var request)) request = questions.Template.Clone();
        questions.Address(request, number);
        return request;
    }

    /// <summary>Gives one back that was answered; one that failed may still be read and is never used again.</summary>
    public void GiveBack(DecideRequest request) => _idle.Enqueue(request);
}
