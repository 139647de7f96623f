using Tocsin.Replay.Invoices;
using Tocsin.Replay.Reports;
using Xunit;

namespace Tocsin.Replay.Tests.Reports;

public sealed class ReplayReportTests
{
    [Theory]
    [InlineData(51, 22, true, "HOLDS: ", "")]
    [InlineData(51, 21, false, "DOES NOT HOLD: ", "; 51 and 22 are known")]
    [InlineData(50, 22, false, "DOES NOT HOLD: ", "; 51 and 22 are known")]
    public void Result_OfThePublishedData_IsComparedWithWhatIsKnown(
        int flagged, int both, bool holds, string before, string after)
    {
        var verdict =
            $"{before}{flagged} of 123 enterprises flagged, {both} of 27 defaulters among them{after}";
        var result = SampleResult.Create(SampleResult.Check(flagged, both));

        Assert.Equal(verdict, ReplayReport.Result(Published(), result).Last());
        Assert.Equal(holds, ReplayReport.Holds(Published(), result));
    }

    [Fact]
    public void Result_OfOtherData_IsNotCompared()
    {
        var folder = Published() with { Invoices = 7 };
        var result = SampleResult.Create(SampleResult.Check(2, 1));

        Assert.Contains("nothing is known", ReplayReport.Result(folder, result).Last(), StringComparison.Ordinal);
        Assert.True(ReplayReport.Holds(folder, result));
    }

    [Fact]
    public void Result_CheckMonthNotFed_SaysSo()
    {
        Assert.Equal("no check: 2019-12 was not fed", ReplayReport.Result(Published(), SampleResult.Create()).Last());
        Assert.True(ReplayReport.Holds(Published(), SampleResult.Create()));
    }

    [Fact]
    public void Result_ChangesMissedOrListDiffers_DoesNotHold()
    {
        var missed = SampleResult.Create(SampleResult.Check(51, 22)) with { Gaps = 1 };
        var different = SampleResult.Create(SampleResult.Check(51, 22, isAsListed: false));

        Assert.False(ReplayReport.Holds(Published(), missed));
        Assert.False(ReplayReport.Holds(Published(), different));
        Assert.StartsWith("DOES NOT HOLD", ReplayReport.Result(Published(), missed).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_BrokenRows_AreTold()
    {
        var folder = SampleInvoices.Folder("N1,output,1,2019-12-31,B1,1,0,1,valid", "N1");

        Assert.Equal(
            [
                "data     2 enterprises, 1 of them defaulted; 1 invoices of 2019-12-31 to 2019-12-31; 1 rows broken",
                "broken   invoices.csv.gz line 3: 1 cells where the header has 9",
            ],
            ReplayReport.Data(folder));
    }

    // The counts by which the published data is known; no row of it.
    private static InvoiceFolder Published()
    {
        var enterprises = Enumerable.Range(0, 123).Select(index => new Enterprise($"N{index}", "B", index < 27));
        return SampleInvoices.Folder("N1,output,1,2019-12-31,B1,1,0,1,valid") with
        {
            Enterprises = [.. enterprises],
            Invoices = 373_431,
        };
    }
}
