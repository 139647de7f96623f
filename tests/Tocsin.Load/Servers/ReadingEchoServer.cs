using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Proofs;
using Tocsin.V1;

namespace Tocsin.Load.Servers;

/// <summary>
/// The limit of a server whose features are in Redis: it reads the borrower's hash, whole, and answers what an echo
/// does.
/// </summary>
internal static class ReadingEchoServer
{
    /// <summary>The command that serves it.</summary>
    public const string Command = "serve-reading-echo";

    /// <summary>Serves until its input ends.</summary>
    /// <param name="file">A file with the answer.</param>
    /// <param name="redis">Where the redis-server answers.</param>
    /// <param name="prefix">What the keys of the store begin with.</param>
    public static async Task<int> RunAsync(string file, string redis, string prefix)
    {
        var answer = DecideResponse.Parser.ParseFrom(await File.ReadAllBytesAsync(file));
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis);
        return await ServedHere.RunAsync(
            services => services.AddSingleton(new Echo(answer, connection.GetDatabase(), prefix)),
            app => app.MapGrpcService<Echo>());
    }

    private sealed class Echo(DecideResponse answer, IDatabase database, string prefix)
        : DecisionService.DecisionServiceBase
    {
        public override async Task<DecideResponse> Decide(DecideRequest request, ServerCallContext context)
        {
            var partition = BorrowerId.Parse(request.BorrowerId).Partition(StoreLimits.DefaultPartitions);
            var read = await database.HashGetAllAsync($"{prefix}:{{{partition}}}:borrower:{request.BorrowerId}");
            return read.Length > 0 ? answer
                : throw new RpcException(new Status(StatusCode.NotFound, $"{request.BorrowerId} is not stored."));
        }
    }
}
