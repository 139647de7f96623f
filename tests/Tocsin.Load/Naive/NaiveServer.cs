using System.Text.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RulesEngine.Models;
using StackExchange.Redis;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Proofs;
using Tocsin.V1;

namespace Tocsin.Load.Naive;

/// <summary>
/// The service that is written first: for each call it reads the borrower's hash, runs RulesEngine over all rules, and
/// answers what hit.
/// </summary>
internal static class NaiveServer
{
    /// <summary>The command that serves it.</summary>
    public const string Command = "serve-naive";

    /// <summary>Serves until its input ends.</summary>
    /// <param name="redis">Where the redis-server answers.</param>
    /// <param name="prefix">What the keys of the store begin with.</param>
    public static async Task<int> RunAsync(string redis, string prefix)
    {
        var engine = new global::RulesEngine.RulesEngine([JsonSerializer.Deserialize<Workflow>(NaiveRules.Text)!]);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis);
        return await ServedHere.RunAsync(
            services => services.AddSingleton(new Decisions(engine, connection.GetDatabase(), prefix)),
            app => app.MapGrpcService<Decisions>());
    }

    private sealed class Decisions(global::RulesEngine.RulesEngine engine, IDatabase database, string prefix)
        : DecisionService.DecisionServiceBase
    {
        public override async Task<DecideResponse> Decide(DecideRequest request, ServerCallContext context)
        {
            var partition = BorrowerId.Parse(request.BorrowerId).Partition(StoreLimits.DefaultPartitions);
            var hash = await database.HashGetAllAsync($"{prefix}:{{{partition}}}:borrower:{request.BorrowerId}");
            var results = await engine.ExecuteAllRulesAsync(NaiveRules.Workflow, NaiveBorrower.Read(hash));
            var hits = results.Where(result => result.IsSuccess).ToList();
            return new DecideResponse
            {
                RequestId = request.RequestId,
                Outcome = hits.Count == 0 ? Outcome.Approve : Outcome.Decline,
                Reasons =
                {
                    hits.Select(hit => new Reason { Code = NaiveRules.Reason, Rule = hit.Rule.RuleName }),
                },
            };
        }
    }
}
