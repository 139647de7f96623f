using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tocsin.Proofs;
using Tocsin.V1;

namespace Tocsin.Load.Servers;

/// <summary>
/// The limit for updates: a server that reads the same ones and writes the same answer, and does no more.
/// </summary>
internal static class PutEchoServer
{
    /// <summary>The command that serves it.</summary>
    public const string Command = "serve-put-echo";

    /// <summary>Serves until its input ends.</summary>
    /// <param name="file">A file with the answer.</param>
    public static async Task<int> RunAsync(string file)
    {
        var answer = PutFeaturesResponse.Parser.ParseFrom(await File.ReadAllBytesAsync(file));
        return await ServedHere.RunAsync(
            services => services.AddSingleton(new Echo(answer)), app => app.MapGrpcService<Echo>());
    }

    private sealed class Echo(PutFeaturesResponse answer) : FeatureService.FeatureServiceBase
    {
        private readonly Task<PutFeaturesResponse> _answer = Task.FromResult(answer);

        public override Task<PutFeaturesResponse> PutFeatures(PutFeaturesRequest request, ServerCallContext context) =>
            _answer;
    }
}
