using System.Text;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Conformance.Reviews;

/// <summary>Compares what a store holds with what a model says that it must hold.</summary>
internal sealed class ModelCheck(IStore store, ReviewModel model)
{
    private const int Limit = 100;

    private readonly Dictionary<int, int> _entriesSeen = [];

    /// <summary>Features, state and log of a borrower.</summary>
    public async Task BorrowerAsync(ModelBorrower borrower)
    {
        var stored = await store.Features.ReadAsync(borrower.Id, default);
        Assert.Equal(borrower.FeaturesRevision, stored?.Revision ?? 0);
        Assert.Equal(
            borrower.Views.Values.Select(Written).Order(),
            (stored?.Views ?? new Dictionary<string, StoredView>()).Select(Written).Order());

        var expected = borrower.State ?? BorrowerWarnings.Empty(borrower.Id);
        var state = await store.Warnings.ReadAsync(borrower.Id, default);
        Assert.Equal(
            (expected.Revision, expected.FeaturesRevision, expected.Activation, expected.DueAt),
            (state.Revision, state.FeaturesRevision, state.Activation, state.DueAt));
        if (borrower.State is not null) Assert.Equal(expected.AsOf, state.AsOf);
        Assert.Equal(WarningCodec.EncodeState(expected), WarningCodec.EncodeState(state));
        await LogAsync(borrower.Id.Partition(ModelRun.PartitionCount));
    }

    /// <summary>Everything: also marks, due entries and lists.</summary>
    public async Task AllAsync()
    {
        foreach (var borrower in model.Borrowers.Values) await BorrowerAsync(borrower);
        foreach (var partition in ModelRun.Partitions)
        {
            var here = model.Borrowers.Values
                .Where(one => one.Id.Partition(ModelRun.PartitionCount) == partition).OrderBy(one => one.Id).ToList();
            var far = DateTimeOffset.MaxValue.AddYears(-1000);
            Same(
                here.Where(one => one.IsMarked),
                (await store.Warnings.ReadMarkedAsync(partition, Limit, default)).Order());
            Same(
                here.Where(one => one.State?.DueAt is not null).OrderBy(one => one.State!.DueAt),
                await store.Warnings.ReadDueAsync(partition, far, Limit, default));
            Same(
                here.Where(one => one.FeaturesRevision > 0),
                await store.Features.ListAsync(partition, null, Limit, default));
            Same(
                here.Where(one => one.State is not null),
                (await store.Warnings.ListAsync(partition, null, Limit, false, default)).Select(one => one.Borrower));
            Same(
                here.Where(one => one.State is { IsOfConcern: true }),
                (await store.Warnings.ListAsync(partition, null, Limit, true, default)).Select(one => one.Borrower));
        }
    }

    private static void Same(IEnumerable<ModelBorrower> expected, IEnumerable<BorrowerId> actual) =>
        Assert.Equal(expected.Select(one => one.Id), actual);

    private async Task LogAsync(int partition)
    {
        var log = model.Logs[partition];
        var seen = _entriesSeen.GetValueOrDefault(partition);
        var entries = await store.Warnings.ReadLogAsync(partition, seen, Limit, default);
        Assert.Equal(log.Count - seen, entries.Count);
        foreach (var entry in entries)
        {
            var commit = log[seen++];
            Assert.Equal(
                (seen, commit.Borrower, commit.CommittedAt),
                (entry.Position.Sequence, entry.Borrower, entry.CommittedAt));
            Assert.Equal(WarningCodec.EncodeChanges(commit.Changes), WarningCodec.EncodeChanges(entry.Changes));
        }

        _entriesSeen[partition] = seen;
    }

    private static string Written(FeatureViewUpdate view) =>
        Written(view.View, view.ObservedAt, view.Values.Select(one => $"{one.Key}={one.Value.ToCanonicalText()}"));

    private static string Written(KeyValuePair<string, StoredView> view) =>
        Written(view.Key, view.Value.ObservedAt, view.Value.Values.Select(one => $"{one.Key}={one.Value}"));

    private static string Written(string name, DateTimeOffset observedAt, IEnumerable<string> values) =>
        new StringBuilder(name).Append(' ').Append(observedAt.UtcTicks).Append(' ')
            .AppendJoin(',', values.Order(StringComparer.Ordinal)).ToString();
}
