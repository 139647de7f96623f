using System.Net.Sockets;
using System.Reflection;
using Tocsin.Core.Storage;
using Tocsin.Journal;
using Tocsin.Redis;
using Tocsin.Server;
using Tocsin.Server.Caching;
using Tocsin.Server.Journaling;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Settings;
using Tocsin.Server.Shadows;
using Tocsin.Server.Telemetry;
using Tocsin.Server.Warnings;
using Tocsin.Sqlite;

/// <summary>The parts of the composition root that are longer than a line.</summary>
internal static partial class Program
{
    private static ServerSettings? BindSettings(IConfiguration configuration, string[] args)
    {
        try
        {
            var settings = configuration.Get<ServerSettings>() ?? new ServerSettings();
            var faults = UnknownSections(args).Concat(UnknownKeys(configuration))
                .Concat(settings.CheckAndResolve(HomeFolder.Find(AppContext.BaseDirectory))).ToList();
            foreach (var fault in faults) Console.Error.WriteLine($"Setting {fault}");
            return faults.Count == 0 ? settings : null;
        }
        catch (InvalidOperationException exception)
        {
            // The binder names the key whose text is no number, flag or duration.
            Console.Error.WriteLine($"Setting {exception.Message}");
            return null;
        }
    }

#pragma warning disable RS0030 // Here the system clock comes in; everybody else is given it.
    private static TimeProvider MakeClock(ServerSettings settings) => settings.Simulation.Clock is { Length: > 0 } clock
        ? new SimulatedClock(clock, TimeProvider.System) : TimeProvider.System;
#pragma warning restore RS0030

    // The environment holds variables of everybody; the command line is ours, but for what the host itself reads.
    private static IEnumerable<string> UnknownSections(string[] args)
    {
        string[] known =
            [.. typeof(ServerSettings).GetProperties().Select(section => section.Name), "Logging", "Kestrel"];
        return from arg in args
               where arg.StartsWith("--", StringComparison.Ordinal) && arg.Contains(':', StringComparison.Ordinal)
               let section = arg[2..arg.IndexOf(':', StringComparison.Ordinal)]
               where !section.Contains('=', StringComparison.Ordinal)
               where !known.Contains(section, StringComparer.OrdinalIgnoreCase)
               select $"{arg.Split('=')[0][2..]} is no setting; the sections are {string.Join(", ", known)}.";
    }

    // A misspelt key would otherwise leave its default in force without a word.
    private static IEnumerable<string> UnknownKeys(IConfiguration configuration) =>
        from section in typeof(ServerSettings).GetProperties()
        let known = section.PropertyType.GetProperties().Where(key => key.CanWrite).Select(key => key.Name).ToList()
        from key in configuration.GetSection(section.Name).GetChildren()
        where !known.Contains(key.Key, StringComparer.OrdinalIgnoreCase)
        select $"{section.Name}:{key.Key} is none of {section.Name}'s settings, which are {string.Join(", ", known)}.";

    private static bool MakeFolders(ServerSettings settings)
    {
        var faults = settings.MakeFolders();
        foreach (var fault in faults) Console.Error.WriteLine($"Setting {fault}");
        return faults.Count == 0;
    }

    private static IStore? MakeStore(ServerSettings settings)
    {
        try
        {
            return OpenStore(settings);
        }
        catch (ArgumentException exception) when (settings.Store.Redis is not null)
        {
            // The store names its option; a person sets the key.
            const string option = "The option Configuration";
            var text = exception.Message.Replace(option, "Store:Redis", StringComparison.Ordinal);
            Console.Error.WriteLine($"Setting {text}");
            return null;
        }
    }

    private static IStore OpenStore(ServerSettings settings)
    {
        var store = settings.Store;
        if (!string.IsNullOrWhiteSpace(store.Redis))
        {
            return new RedisStore(new RedisStoreOptions
            {
                Configuration = store.Redis,
                KeyPrefix = store.KeyPrefix,
                Partitions = store.Partitions,
                CallTimeout = TimeSpan.FromMilliseconds(store.CallTimeoutMs),
            });
        }

        return new SqliteStore(new SqliteStoreOptions
        {
            Folder = settings.Data.Folder,
            Synchronous = store.Synchronous == "normal" ? SqliteSynchronous.Normal : SqliteSynchronous.Full,
            Partitions = store.Partitions,
        });
    }

    // The order is the order of starting: what a worker waits for comes before it.
    private static void AddWorkers(IServiceCollection services)
    {
        AddWorker<StartWorker>(services);
        AddWorker<StoreKeeper>(services);
        AddWorker<NearCacheWorker>(services);
        AddWorker<JournalWorker>(services);
        AddWorker<WarningFeed>(services);
        AddWorker<TellWorker>(services);
        AddWorker<ReviewWorker>(services);
        AddWorker<SwapReviewWorker>(services);
        AddWorker<SweepWorker>(services);
        AddWorker<FleetWorker>(services);
        AddWorker<RuleFilesWatcher>(services);
        AddWorker<ShadowWorker>(services);
    }

    private static void AddWorker<T>(IServiceCollection services) where T : class, IHostedService =>
        services.AddSingleton<T>().AddHostedService(provider => provider.GetRequiredService<T>());

    private static async Task<int> RunAsync(WebApplication app, ServerSettings settings)
    {
        var logger = app.Services.GetRequiredService<ILogger<ServerSettings>>();
        var version = typeof(ServerSettings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        try
        {
            await app.StartAsync();
            var addresses = app.Urls.ToArray();
            if (settings.Simulation.Clock is { Length: > 0 } clock) Log.ClockSimulated(logger, clock);
            Log.Started(logger, version?.InformationalVersion ?? "", addresses[0], addresses[^1]);
            await app.WaitForShutdownAsync();
            return Environment.ExitCode;
        }
        catch (JournalUnavailableException exception)
        {
            // Workers that run already are stopped, since one that is only disposed counts as failed.
            Log.CannotStart(logger, $"Journal:Folder {settings.Journal.Folder} cannot be used: {exception.Message}");
            await app.StopAsync();
            return 1;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            Log.CannotStart(logger, $"Server:Grpc {settings.Server.Grpc} and Server:Http {settings.Server.Http} cannot "
                + $"both be listened on: {exception.Message}");
            await app.StopAsync();
            return 1;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Rules or a store that were refused, or a signal, ended the start before it was over; the log says why.
            await app.StopAsync();
            return Environment.ExitCode;
        }
        finally
        {
            await app.DisposeAsync();
        }
    }
}
