using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Cli.Journaling;

/// <summary>Reads the journaled decisions of a period, one after the other.</summary>
internal static class DecisionStream
{
    /// <summary>Reads them; tells of what cannot be read, and goes on.</summary>
    public static async IAsyncEnumerable<JournaledDecision> ReadAsync(
        CommandRun run, ListDecisionsRequest request, JournalProblems problems)
    {
        using var call = run.Journal.ListDecisions(request, run.LongCall);
        await foreach (var item in call.ResponseStream.ReadAllAsync(run.Stopping))
        {
            switch (item.ItemCase)
            {
                case ListDecisionsResponse.ItemOneofCase.Decision:
                    yield return item.Decision;
                    break;
                case ListDecisionsResponse.ItemOneofCase.Problem:
                    await problems.TellAsync(item.Problem);
                    break;
                default:
                    throw NotUnderstood();
            }
        }
    }

    /// <summary>An answer of a newer server, of which nothing may be left out in silence.</summary>
    public static CommandFailedException NotUnderstood() => new(
        ExitCode.Failed, "The server answered something that this version of tocsin does not know; use a newer one.");
}
