using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Xunit;
using static Tocsin.Conformance.SampleRuleSets;

namespace Tocsin.Sqlite.Tests;

/// <summary>Databases that an earlier build made, and those that were not closed.</summary>
public sealed partial class SqliteStoreTests
{
    private static readonly string _digest = new('a', 64);

    [Fact]
    public async Task OpenAsync_MadeBeforeRuleSetsWereKept_KeepsThemFromThenOn()
    {
        await (await OpenStoreAsync("old")).DisposeAsync();
        foreach (var table in new[]
        {
            "activation_cause", "rule_set", "rule_set_files", "rule_set_approval", "shadow_plan", "fleet_instance",
        })
        {
            Execute("old", $"DROP TABLE {table}");
        }

        Execute("old", $"INSERT INTO activation VALUES (1, '{_digest}', 0), (2, '{_digest}', 1000000)");

        var store = await OpenStoreAsync("old");

        var listed = await store.Activations.ListAsync(long.MaxValue, 10, Cancellation);
        Assert.Equal([Bare(2), Bare(1)], listed);
        var next = Bare(3) with { Origin = ActivationOrigin.RollBack, By = "wu", Reason = "back" };
        Assert.Equal(next, await store.Activations.TryAdvanceAsync(next, Cancellation));
        await FillAsync(store);
        await store.DisposeAsync();
        await AssertFilledAsync(await OpenStoreAsync("old"), next);
    }

    [Fact]
    public async Task OpenAsync_AnEarlierBuildWentOnWithIt_ReadsWhatBothWrote()
    {
        var store = await OpenStoreAsync("shared");
        var first = Bare(1) with { Origin = ActivationOrigin.Request, By = "wu", Reason = "first" };
        await store.Activations.TryAdvanceAsync(first, Cancellation);
        await FillAsync(store);
        await store.DisposeAsync();
        Execute("shared", $"INSERT INTO activation VALUES (2, '{_digest}', 1000000)");

        var again = await OpenStoreAsync("shared");

        await AssertFilledAsync(again, Bare(2));
        Assert.Equal([Bare(2), first], await again.Activations.ListAsync(long.MaxValue, 10, Cancellation));
    }

    [Fact]
    public async Task OpenAsync_FilesAsACrashLeavesThem_HasAllThatWasAcknowledged()
    {
        var store = await OpenStoreAsync("running");
        await store.Activations.TryAdvanceAsync(Bare(1), Cancellation);
        await FillAsync(store);
        // The files of a store that is open are what a process that was killed leaves.
        Directory.CreateDirectory(_folder.Place("copied"));
        foreach (var file in Directory.EnumerateFiles(_folder.Place("running"), SqliteSession.DatabaseFile + "*"))
        {
            if (!file.EndsWith("-shm", StringComparison.Ordinal))
                File.Copy(file, Path.Combine(_folder.Place("copied"), Path.GetFileName(file)));
        }

        await AssertFilledAsync(await OpenStoreAsync("copied"), Bare(1));
    }

    private static Activation Bare(long number) =>
        new(number, _digest, DateTimeOffset.UnixEpoch.AddSeconds(number - 1));

    private static async Task FillAsync(IStore store)
    {
        var files = Files(1);
        await store.RuleSets.PublishAsync(Publication(files), files, Cancellation);
        await store.RuleSets.ApproveAsync(files.Digest, Approval("chen"), Cancellation);
        await store.RuleSets.WriteShadowAsync(Shadow(files.Digest), Cancellation);
        await store.Fleet.AnnounceAsync(Instance("i-1"), TimeSpan.FromMinutes(1), Cancellation);
    }

    private static async Task AssertFilledAsync(IStore store, Activation latest)
    {
        var files = Files(1);
        var found = await store.RuleSets.FindAsync(files.Digest, Cancellation);
        Assert.Equal([Approval("chen")], found!.Approvals);
        Assert.Equal(files.Digest, (await store.RuleSets.ReadFilesAsync(files.Digest, Cancellation))!.Digest);
        Assert.Equal(Shadow(files.Digest), await store.RuleSets.ReadShadowAsync(Cancellation));
        Assert.Equal(Instance("i-1"), Assert.Single(await store.Fleet.ListAsync(Cancellation)).Note);
        Assert.Equal(latest, await store.Activations.ReadAsync(Cancellation));
    }
}
