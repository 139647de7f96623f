using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Tocsin.Cli.Tests;

/// <summary>The tool in this process, against a real gRPC server on a free local port that answers by script.</summary>
internal sealed class ToolFixture : IAsyncDisposable
{
    // Deadlines are told to the server in real time; a clock far ahead keeps them from passing.
    private static readonly DateTimeOffset _now = new(2099, 6, 30, 12, 0, 0, TimeSpan.Zero);

    private readonly WebApplication _application;
    private readonly string _folder = Directory.CreateTempSubdirectory("tocsin-").FullName;

    static ToolFixture() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private ToolFixture(WebApplication application, ScriptedServices services)
    {
        _application = application;
        Services = services;
        Clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("local", TimeSpan.FromHours(8), "local", "local"));
    }

    public ScriptedServices Services { get; }

    public FakeTimeProvider Clock { get; } = new(_now);

    public string Address => _application.Urls.Single();

    public static async Task<ToolFixture> StartAsync()
    {
        var services = new ScriptedServices();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(services);
        var application = builder.Build();
        application.MapGrpcService<ScriptedDecisionService>();
        application.MapGrpcService<ScriptedFeatureService>();
        application.MapGrpcService<ScriptedWarningService>();
        application.MapGrpcService<ScriptedRuleSetService>();
        application.MapGrpcService<ScriptedJournalService>();
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new ToolFixture(application, services);
    }

    /// <summary>Runs a command line against the server; words are split at spaces.</summary>
    public Task<ToolResult> RunAsync(string words, string? typed = null) => RunAsync(words.Split(' '), typed);

    /// <summary>Runs a command line against the server.</summary>
    public Task<ToolResult> RunAsync(string[] arguments, string? typed = null) => ToolResult.OfAsync(
        [.. arguments, "--server", Address], Clock, typed, TestContext.Current.CancellationToken);

    /// <summary>The path of a file or folder that is deleted with the fixture, if there is one.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Writes a file that is deleted with the fixture, and gives its path.</summary>
    public string WriteFile(string name, string text, string encoding = "utf-8")
    {
        var path = PathOf(name);
        File.WriteAllBytes(path, Encoding.GetEncoding(encoding).GetBytes(text));
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _application.StopAsync(atOnce.Token);
        await _application.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
