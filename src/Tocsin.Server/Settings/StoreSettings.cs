namespace Tocsin.Server.Settings;

/// <summary>Where the server keeps features and warnings.</summary>
internal sealed class StoreSettings
{
    /// <summary>
    /// The Redis or Valkey to use, as StackExchange.Redis reads it, such as <c>127.0.0.1:6379</c>. Default: none, which
    /// means SQLite in the data folder.
    /// </summary>
    public string? Redis
    {
        get;
        // Deployments that leave a variable empty mean none.
        set => field = string.IsNullOrWhiteSpace(value) ? null : value;
    }

    /// <summary>What every key in Redis begins with. Default: tocsin.</summary>
    public string KeyPrefix { get; set; } = "tocsin";

    /// <summary>How SQLite waits for the disk: full or normal. Default: full.</summary>
    public string Synchronous { get; set; } = "full";

    /// <summary>Partitions of a new store, 1 to 256. Default: what the store has, or 16 at its first start.</summary>
    public int? Partitions { get; set; }

    /// <summary>How long one call to Redis may take, in milliseconds, 1 to 60,000. Default: 1,000.</summary>
    public int CallTimeoutMs { get; set; } = 1_000;

    public void Check(List<string> faults)
    {
        if (Synchronous is not ("full" or "normal"))
            faults.Add($"Store:Synchronous is '{Synchronous}'; it must be full or normal.");
        if (Partitions is not null) ServerSettings.Within("Store:Partitions", Partitions.Value, 1, 256, faults);
        if (KeyPrefix.Length is 0 or > 32 || !KeyPrefix.All(IsAllowed))
            faults.Add($"Store:KeyPrefix is '{KeyPrefix}'; it must be 1 to 32 characters of A-Z a-z 0-9 . _ -.");
        ServerSettings.Within("Store:CallTimeoutMs", CallTimeoutMs, 1, 60_000, faults);
    }

    private static bool IsAllowed(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-';
}
