using Tocsin.Core.Features;
using Tocsin.Core.Previews;
using Tocsin.Core.Warnings;
using Tocsin.Server.Previews;
using Xunit;

namespace Tocsin.Server.Tests.Previews;

public class PreviewWorkersTests
{
    private const int Times = 2_000;

    private static readonly IReadOnlyList<ReadBorrower> _page = [Borrower("b1"), Borrower("b2")];

    [Fact(Timeout = 60_000)]
    public async Task EndAsync_ManyPages_AddsWhatAllHaveCounted()
    {
        await using var workers = new PreviewWorkers(2, NewTally, (tally, _) => tally.Miss(PreviewGap.Erased));
        for (var i = 0; i < 100; i++) await workers.PutAsync(_page, TestContext.Current.CancellationToken);

        var tally = await workers.EndAsync(TestContext.Current.CancellationToken);

        Assert.Equal([(PreviewGap.Erased, 200L)], tally.ToReport().Gaps);
        Assert.Equal(200, workers.Looked);
    }

    // Whoever hears of the fault gives the workers up at once, while the one that met it is still about.
    [Fact(Timeout = 60_000)]
    public async Task EndAsync_WorkerMeetsAFault_TellsItAndLeavesNoThreadBehind()
    {
        for (var i = 0; i < Times; i++)
        {
            var workers = new PreviewWorkers(1, NewTally, (_, _) => throw new InvalidDataException("odd"));
            await workers.PutAsync(_page, TestContext.Current.CancellationToken);

            var fault = await Assert.ThrowsAsync<InvalidDataException>(
                () => workers.EndAsync(TestContext.Current.CancellationToken));

            Assert.Equal("odd", fault.Message);
            await workers.DisposeAsync();
        }
    }

    // More pages than there are places for.
    [Fact(Timeout = 60_000)]
    public async Task PutAsync_WorkerMeetsAFault_TellsIt()
    {
        await using var workers = new PreviewWorkers(1, NewTally, (_, _) => throw new InvalidDataException("odd"));

        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            while (true) await workers.PutAsync(_page, TestContext.Current.CancellationToken);
        });
    }

    private static PreviewTally NewTally() => new(new FeatureCatalogue("Asia/Shanghai", []), new PreviewOptions());

    private static ReadBorrower Borrower(string id) => new(
        BorrowerWarnings.Empty(BorrowerId.Parse(id)),
        new StoredProfile(BorrowerId.Parse(id), 1, new Dictionary<string, StoredView>()), null);
}
