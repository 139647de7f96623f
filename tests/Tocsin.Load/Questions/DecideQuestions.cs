using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using Tocsin.Load.Loads;
using Tocsin.V1;

namespace Tocsin.Load.Questions;

/// <summary>
/// What is asked of whom, and what is to be answered: borrowers in an order that comes back to one only after all
/// others, each request with an id of its own.
/// </summary>
/// <param name="template">What is asked of each.</param>
/// <param name="borrowers">Whom.</param>
/// <param name="expected">
/// What is to be answered, settled: the borrower at place i has the answer at place i, modulo how many there are.
/// </param>
internal sealed class DecideQuestions(
    DecideRequest template, IReadOnlyList<string> borrowers, IReadOnlyList<DecideResponse> expected)
{
    // Every so many answers are compared whole, the others in what costs nothing: comparing costs the machine that is
    // measured. A prime, so that no kind of borrowers is left out.
    private const int WholeEach = 17;

    // A prime that divides no number of borrowers in use, so that each has its turn and neighbours lie apart.
    private const int Step = 7_919;

    /// <summary>What is asked of each.</summary>
    public DecideRequest Template => template;

    /// <summary>The first answer, which a server that does no work gives to everybody.</summary>
    public DecideResponse First => expected[0];

    /// <summary>The calls, each to be answered as its borrower is.</summary>
    public Func<long, Task<string?>> On(GrpcChannel channel) => Bind(channel, FindDecisionFault);

    /// <summary>The same calls, each to be answered with <see cref="First"/>, whatever its id is.</summary>
    public Func<long, Task<string?>> OnEcho(GrpcChannel channel) => Bind(channel, FindEchoFault);

    /// <summary>The same calls, each to be answered with the outcome and the rules behind its reasons alone.</summary>
    public Func<long, Task<string?>> OnRules(GrpcChannel channel) => Bind(channel, (number, id, answer) =>
    {
        var wanted = WantedOf(number);
        return OfOther(id, answer) ?? DifferentOutcome(wanted, answer)
            ?? (IsWhole(number) && !RulesOf(wanted).SetEquals(RulesOf(answer))
                ? $"the rules of {answer} hit instead of those of {wanted}" : null);
    });

    /// <summary>The id of a call's request.</summary>
    public static string IdOf(long number) => $"r-{number}";

    /// <summary>Turns a request of an earlier call into that of another one.</summary>
    public void Address(DecideRequest request, long number)
    {
        request.RequestId = IdOf(number);
        request.BorrowerId = borrowers[PlaceOf(number)];
    }

    /// <summary>Says what is wrong with the answer to a call; null when nothing is.</summary>
    public string? FindDecisionFault(long number, string id, DecideResponse answer)
    {
        var wanted = WantedOf(number);
        return OfOther(id, answer)
            ?? (IsWhole(number) ? Different(wanted, answer) : DifferentOutcome(wanted, answer));
    }

    /// <summary>Says what is wrong with an echo's answer to a call; null when nothing is.</summary>
    public string? FindEchoFault(long number, string id, DecideResponse answer) =>
        IsWhole(number) ? Different(First, answer) : DifferentOutcome(First, answer);

    /// <summary>
    /// Takes out of an answer what differs from one to the next though the decision is the same, and leaves that it
    /// was there.
    /// </summary>
    public static DecideResponse Settle(DecideResponse answer)
    {
        answer.RequestId = "";
        answer.DecisionId = answer.DecisionId.Length == 0 ? "" : "given";
        answer.AsOf = answer.AsOf is null ? null : new Timestamp();
        answer.ValidUntil = answer.ValidUntil is null ? null : new Timestamp();
        return answer;
    }

    private static bool IsWhole(long number) => number % WholeEach == 0;

    private static string? OfOther(string id, DecideResponse answer) =>
        answer.RequestId == id ? null : $"the request {id} was answered as {answer.RequestId}";

    private static string? DifferentOutcome(DecideResponse wanted, DecideResponse answer) =>
        answer.Outcome == wanted.Outcome && answer.Degraded == wanted.Degraded ? null
            : $"answered {answer.Outcome}{(answer.Degraded ? ", degraded" : "")} instead of {wanted.Outcome}";

    private static string? Different(DecideResponse wanted, DecideResponse answer) =>
        Settle(answer).Equals(wanted) ? null : $"answered {answer} instead of {wanted}";

    private static HashSet<string> RulesOf(DecideResponse answer) => [.. answer.Reasons.Select(reason => reason.Rule)];

    private Func<long, Task<string?>> Bind(GrpcChannel channel, FindFault findFault)
    {
        var client = new DecisionService.DecisionServiceClient(channel);
        var requests = new RequestPool<DecideRequest>(Template.Clone, Address);
        return async number =>
        {
            var request = requests.Take(number);
            var id = request.RequestId;
            var answer = await client.DecideAsync(request);
            requests.GiveBack(request);
            return findFault(number, id, answer);
        };
    }

    private DecideResponse WantedOf(long number) => expected[PlaceOf(number) % expected.Count];

    private int PlaceOf(long number) => (int)(number * Step % borrowers.Count);
}
