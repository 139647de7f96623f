using System.Net;

namespace Tocsin.Server.Settings;

/// <summary>Every setting of the server, bound once and checked before anything starts.</summary>
internal sealed class ServerSettings
{
    /// <summary>Where it listens.</summary>
    public ListenSettings Server { get; set; } = new();

    /// <summary>Where it keeps features and warnings.</summary>
    public StoreSettings Store { get; set; } = new();

    /// <summary>What it keeps in memory of the borrowers that it decides on.</summary>
    public NearCacheSettings NearCache { get; set; } = new();

    /// <summary>Where it writes files of its own.</summary>
    public DataSettings Data { get; set; } = new();

    /// <summary>Where its rules come from.</summary>
    public RuleSettings Rules { get; set; } = new();

    /// <summary>What is kept of a borrower.</summary>
    public FeatureSettings Features { get; set; } = new();

    /// <summary>How warnings are reviewed and streamed.</summary>
    public WarningSettings Warnings { get; set; } = new();

    /// <summary>How decisions are made.</summary>
    public DecisionSettings Decisions { get; set; } = new();

    /// <summary>What a candidate in the shadow may take.</summary>
    public ShadowSettings Shadow { get; set; } = new();

    /// <summary>How decisions are journaled.</summary>
    public JournalSettings Journal { get; set; } = new();

    /// <summary>Sample borrowers for a first look.</summary>
    public SampleSettings Samples { get; set; } = new();

    /// <summary>What is rehearsed instead of real.</summary>
    public SimulationSettings Simulation { get; set; } = new();

    /// <summary>
    /// Says what is wrong with each setting, naming its key; then makes paths absolute, so that they are the same from
    /// any working directory.
    /// </summary>
    public IReadOnlyList<string> CheckAndResolve(string home)
    {
        var faults = new List<string>();
        Server.Check(faults);
        Store.Check(faults);
        NearCache.Check(faults);
        Rules.Check(faults);
        Features.Check(faults);
        Decisions.Check(faults);
        Shadow.Check(faults);
        Warnings.Check(faults);
        Data.Folder = Resolve("Data:Folder", Data.Folder, home, faults);
        Rules.Folder = Resolve("Rules:Folder", Rules.Folder, home, faults);
        Journal.CheckAndResolve(this, faults);
        Simulation.CheckAndResolve(home, faults);
        return faults;
    }

    private static string Resolve(string key, string folder, string home, List<string> faults)
    {
        if (!string.IsNullOrWhiteSpace(folder)) return Path.GetFullPath(folder, home);
        faults.Add($"{key} is empty; name a folder.");
        return home;
    }

    /// <summary>Makes the data folder, and says why when it cannot be.</summary>
    /// <remarks>
    /// A folder that can never be made would otherwise look like a store that is away for the moment.
    /// </remarks>
    public IReadOnlyList<string> MakeFolders()
    {
        try
        {
            Directory.CreateDirectory(Data.Folder);
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [$"Data:Folder is {Data.Folder}, which cannot be made: {exception.Message}"];
        }
    }

    /// <summary>Notes a fault unless a number is within its bounds.</summary>
    internal static void Within(string key, double value, double low, double high, List<string> faults)
    {
        if (!(value >= low && value <= high)) faults.Add($"{key} is {value}; it must be {low} to {high}.");
    }
}

/// <summary>Where the server listens.</summary>
internal sealed class ListenSettings
{
    /// <summary>Address and port of gRPC, HTTP/2 without TLS. Default: 127.0.0.1:5050.</summary>
    public string Grpc { get; set; } = "127.0.0.1:5050";

    /// <summary>Address and port of health and metrics, HTTP/1.1. Default: 127.0.0.1:5051.</summary>
    public string Http { get; set; } = "127.0.0.1:5051";

    /// <summary>The gRPC address, once checked.</summary>
    public IPEndPoint GrpcEndPoint => IPEndPoint.Parse(Grpc);

    /// <summary>The address of health and metrics, once checked.</summary>
    public IPEndPoint HttpEndPoint => IPEndPoint.Parse(Http);

    public void Check(List<string> faults)
    {
        CheckAddress("Server:Grpc", Grpc, faults);
        CheckAddress("Server:Http", Http, faults);
        if (Grpc == Http && !Grpc.EndsWith(":0", StringComparison.Ordinal))
            faults.Add("Server:Grpc and Server:Http are the same; gRPC without TLS needs a port of its own.");
    }

    private static void CheckAddress(string key, string text, List<string> faults)
    {
        // Without brackets the end of an IPv6 address would pass for a port.
        var colon = text?.LastIndexOf(':') ?? -1;
        var hasPort = colon > 0 && colon < text!.Length - 1 && (text[colon - 1] == ']' || text.IndexOf(':') == colon);
        if (!hasPort || !IPEndPoint.TryParse(text!, out _))
            faults.Add($"{key} is '{text}'; write an address and a port, such as 127.0.0.1:5050.");
    }
}

/// <summary>Where the server writes files of its own.</summary>
internal sealed class DataSettings
{
    /// <summary>The folder, relative to the server's home. Default: data.</summary>
    public string Folder { get; set; } = "data";
}

/// <summary>Sample borrowers for a first look.</summary>
internal sealed class SampleSettings
{
    /// <summary>
    /// True to put sample borrowers into an empty SQLite store. Never into Redis, never beside other borrowers.
    /// Default: true.
    /// </summary>
    public bool Enabled { get; set; } = true;
}
