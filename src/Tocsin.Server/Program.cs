using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Prometheus;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Tocsin.Server;
using Tocsin.Server.Caching;
using Tocsin.Server.Endpoints;
using Tocsin.Server.Health;
using Tocsin.Server.Journaling;
using Tocsin.Server.Previews;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Samples;
using Tocsin.Server.Shadows;
using Tocsin.Server.Telemetry;
using Tocsin.Server.Warnings;

// Reading rules takes as long as all the rest, beside which it goes on.
_ = Task.Run(RuleSetReader.Prepare);
// Settings: bound once, checked before anything starts, folders made absolute.
var builder = WebApplication.CreateSlimBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
var settings = BindSettings(builder.Configuration, args);
if (settings is null || MakeStore(settings) is not { } store || !MakeFolders(settings)) return 1;
var time = MakeClock(settings);
var early = EarlyReading.Begin(settings.Rules, time);

// Two addresses: gRPC without TLS speaks HTTP/2 alone, health and metrics speak HTTP/1.1.
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
    kestrel.Limits.Http2.MaxStreamsPerConnection = 1_000;
    kestrel.Listen(settings.Server.GrpcEndPoint, listen => listen.Protocols = HttpProtocols.Http2);
    kestrel.Listen(settings.Server.HttpEndPoint, listen => listen.Protocols = HttpProtocols.Http1);
});
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));

// The parts, from the settings to the store to what stands on it.
var services = builder.Services;
services.AddSingleton(settings).AddSingleton(settings.Rules).AddSingleton(settings.Features)
    .AddSingleton(settings.Warnings).AddSingleton(settings.Journal).AddSingleton(time)
    .AddSingleton(settings.Decisions).AddSingleton(settings.Shadow).AddSingleton(settings.NearCache);
if (early is not null) services.AddSingleton(early);
// Through a factory, since only what the container makes is closed by it.
services.AddSingleton(_ => store).AddSingleton(new ServerMetrics(Metrics.NewCustomRegistry()));
services.AddSingleton<ShadowMetrics>().AddSingleton<NearCacheMetrics>().AddSingleton<NearCache>();
services.AddSingleton<BorrowerDirectory>().AddSingleton<ActiveRuleSet>().AddSingleton<WarningMonitor>();
services.AddSingleton(new RuleArchive(settings.Data.Folder)).AddSingleton<ArchivedRuleSets>().AddSingleton<ReplayRun>();
services.AddSingleton<RecourseQueue>().AddSingleton<RuleSetPreviews>().AddSingleton<PublishedRuleSets>();
services.AddSingleton<RuleExchange>().AddSingleton<RuleGate>().AddSingleton<ActivationFollower>();
services.AddSingleton<RuleActivations>().AddSingleton<FleetRoll>().AddSingleton<FirstRules>();
services.AddSingleton<SamplePortfolio>().AddSingleton<ShadowPlans>().AddSingleton<PartitionLeases>();
services.AddSingleton<ReviewQueue>().AddSingleton<WarningStream>().AddSingleton<WarningReports>();
AddWorkers(services);

// What answers calls.
services.AddSingleton<FailureInterceptor>().AddSingleton<RuleUploads>().AddSingleton<FirstCalls>();
services.AddSingleton<DecisionEndpoint>().AddSingleton<FeatureEndpoint>().AddSingleton<WarningEndpoint>();
services.AddSingleton<RuleSetEndpoint>().AddSingleton<JournalEndpoint>();
services.AddGrpc(grpc =>
{
    grpc.Interceptors.Add<FailureInterceptor>();
    grpc.MaxReceiveMessageSize = UnreadMessages.MaximumBytes;
});
services.AddReflection().AddGrpcReflection();
// Check and Watch tell what was published last. Looked at anew for the first message alone, as is the default, health
// could change twice between two publications, and its watcher be left with what it was told first.
services.AddGrpcHealthChecks(health => health.UseHealthChecksCache = true).AddCheck<ReadyCheck>("ready");
// Within a second, not within the half minute that is the default.
services.Configure<HealthCheckPublisherOptions>(health =>
    (health.Delay, health.Period) = (TimeSpan.Zero, TimeSpan.FromSeconds(1)));

var app = builder.Build();
app.UseRouting();
app.UseMiddleware<CallMetrics>();
app.UseMiddleware<UnreadMessages>();
app.MapGrpcService<DecisionEndpoint>();
app.MapGrpcService<FeatureEndpoint>();
app.MapGrpcService<WarningEndpoint>();
app.MapGrpcService<RuleSetEndpoint>();
app.MapGrpcService<JournalEndpoint>();
app.MapGrpcHealthChecksService();
app.MapGrpcReflectionService();
app.MapGet("/healthz", () => "live");
app.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = ReadyPage.WriteAsync });
app.MapMetrics("/metrics", app.Services.GetRequiredService<ServerMetrics>().Registry);
return await RunAsync(app, settings);
