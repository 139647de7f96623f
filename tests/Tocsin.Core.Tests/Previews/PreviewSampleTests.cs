using Tocsin.Core.Features;
using Tocsin.Core.Previews;
using Xunit;

namespace Tocsin.Core.Tests.Previews;

public class PreviewSampleTests
{
    [Fact]
    public void Holds_GrowingShares_KeepWhatTheyHadAndAreAboutThatLarge()
    {
        var all = Enumerable.Range(0, 10_000).Select(i => BorrowerId.Parse($"b-{i}")).ToList();
        var before = new HashSet<BorrowerId>();
        foreach (var share in new[] { 0.01, 0.1, 0.5, 0.9 })
        {
            var held = all.Where(borrower => PreviewSample.Holds(borrower, share)).ToHashSet();
            Assert.True(held.IsSupersetOf(before));
            Assert.InRange(held.Count, (share - 0.02) * all.Count, (share + 0.02) * all.Count);
            before = held;
        }

        Assert.All(all, borrower => Assert.True(PreviewSample.Holds(borrower, 1)));
    }
}
