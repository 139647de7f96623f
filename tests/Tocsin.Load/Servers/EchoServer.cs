using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tocsin.Proofs;
using Tocsin.V1;

namespace Tocsin.Load.Servers;

/// <summary>The limit: a server that reads the same requests and writes the same answer, and does no more.</summary>
internal static class EchoServer
{
    /// <summary>The command that serves it.</summary>
    public const string Command = "serve-echo";

    /// <summary>Serves until its input ends.</summary>
    /// <param name="file">A file with the answer.</param>
    public static async Task<int> RunAsync(string file)
    {
        var answer = DecideResponse.Parser.ParseFrom(await File.ReadAllBytesAsync(file));
        return await ServedHere.RunAsync(
            services => services.AddSingleton(new Echo(answer)), app => app.MapGrpcService<Echo>());
    }

    private sealed class Echo(DecideResponse answer) : DecisionService.DecisionServiceBase
    {
        private readonly Task<DecideResponse> _answer = Task.FromResult(answer);
        private readonly DecideStreamResponse _response = new() { Response = answer };

        public override Task<DecideResponse> Decide(DecideRequest request, ServerCallContext context) => _answer;

        public override async Task DecideStream(
            IAsyncStreamReader<DecideStreamRequest> requestStream,
            IServerStreamWriter<DecideStreamResponse> responseStream, ServerCallContext context)
        {
            while (await requestStream.MoveNext(context.CancellationToken))
                await responseStream.WriteAsync(_response, context.CancellationToken);
        }
    }
}
