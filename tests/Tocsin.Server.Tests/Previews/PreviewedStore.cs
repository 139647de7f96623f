using Tocsin.Core.Features;
using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.Server.Tests.Running;
using Tocsin.Server.Tests.Shadows;
using Tocsin.Sqlite;
using Xunit;

namespace Tocsin.Server.Tests.Previews;

/// <summary>An SQLite store in a folder of its own, and previews of the shipped rules on it.</summary>
public sealed class PreviewedStore : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public PreviewedStore() => Sqlite = new SqliteStore(new SqliteStoreOptions { Folder = _folder.At("data") });

    /// <summary>The moment of every preview.</summary>
    internal static DateTimeOffset Noon { get; } = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The store.</summary>
    internal SqliteStore Sqlite { get; }

    /// <summary>How many partitions it has.</summary>
    internal int Partitions { get; private set; }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() =>
        Partitions = (await Sqlite.OpenAsync(TestContext.Current.CancellationToken)).Partitions;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Sqlite.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A preview of another candidate.</summary>
    internal static RuleSetPreview Of(RuleSet candidate) =>
        new(new ActivatedRuleSet(ShadowedLoans.Live, 1, Noon), candidate, new PreviewOptions(), Noon);

    /// <summary>A preview of a stricter bound for debt to assets.</summary>
    internal RuleSetPreview Stricter => field ??= Of(RuleSetReader.Read(RuleFolder.Read(Stricten())).RuleSet!);

    /// <summary>Stores some borrowers, each with a ratio of debt to assets.</summary>
    internal async Task StoreAsync(int count, double debtToAssets)
    {
        var values = new Dictionary<string, FeatureValue>
        {
            ["debt_to_assets_ratio"] = FeatureValue.OfNumber(debtToAssets),
        };
        await Sqlite.Features.ApplyAsync(
            [
                .. Enumerable.Range(0, count).Select(number => new FeatureUpdate(
                    BorrowerId.Parse($"b{number}"), [new FeatureViewUpdate("financial", Noon, values)])),
            ],
            TestContext.Current.CancellationToken);
    }

    private string Stricten()
    {
        var next = new RuleCopy(_folder, "next");
        next.SetParameter("debt_to_assets_yellow", 0.62);
        return next.Folder;
    }
}
