using System.Globalization;
using System.Security.Cryptography;
using StackExchange.Redis;
using Tocsin.Core.Storage;

namespace Tocsin.Redis;

/// <summary>What a store is, fixed at its first start: layout, epoch and number of partitions.</summary>
internal sealed class RedisLayout(RedisConnection connection, RedisStoreOptions options)
{
    /// <summary>The version of keys and fields that this code writes. It reads no other.</summary>
    public const int Version = 1;

    private const int EpochLength = 32;

    private RedisKey Key => RedisKeys.StoreOf(options.KeyPrefix);

    /// <summary>
    /// Makes an empty Redis a store, or reads what store it is; both in one step, whoever else starts.
    /// </summary>
    /// <exception cref="StoreRefusedException">It is another store than the options ask for.</exception>
    public async Task<(string Epoch, int Partitions)> ClaimAsync(CancellationToken cancellation)
    {
        var epoch = RandomNumberGenerator.GetHexString(EpochLength, lowercase: true);
        var wished = options.Partitions ?? StoreLimits.DefaultPartitions;
        var stored = await connection.RunAsync(
            "claim the store", RedisScripts.Claim, [Key], [Version, epoch, wished], cancellation);
        return Check(stored);
    }

    /// <summary>The epoch that is stored now; empty when there is none.</summary>
    public async Task<string> ReadEpochAsync(CancellationToken cancellation)
    {
        var epoch = await connection.CallAsync(
            "read the epoch", database => database.HashGetAsync(Key, "epoch", CommandFlags.DemandMaster), cancellation);
        return epoch.ToString();
    }

    private (string Epoch, int Partitions) Check(string[] stored)
    {
        const NumberStyles digits = NumberStyles.None;
        var readable = int.TryParse(stored[0], digits, CultureInfo.InvariantCulture, out var layout)
            & int.TryParse(stored[2], digits, CultureInfo.InvariantCulture, out var partitions);
        if (!readable || stored[1].Length != EpochLength)
        {
            throw new StoreRefusedException(
                $"The key {Key} is not a store's: set the option KeyPrefix to one that nothing else uses.");
        }

        if (layout != Version)
        {
            throw new StoreRefusedException(
                $"The store under the option KeyPrefix '{options.KeyPrefix}' has layout {layout} and this build " +
                $"reads layout {Version}: run the build that wrote it, or set another KeyPrefix.");
        }

        if (options.Partitions is { } wished && wished != partitions)
        {
            throw new StoreRefusedException(
                $"The option Partitions is {wished}, but the store was created with {partitions} partitions and " +
                $"keeps them: set it to {partitions}.");
        }

        return (stored[1], partitions);
    }
}
