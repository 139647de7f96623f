using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Tocsin.Replay.Feeding;
using Tocsin.Replay.Invoices;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Replay.Tests.EndToEnd;

/// <summary>The replay as a person starts it, with a server of its own.</summary>
public sealed class ReplayTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();

    [Fact]
    public async Task Run_PublishedInvoicesToDecember2019_Flag51With22Defaulters()
    {
        var data = ProjectFolder.SharedData("cumcm2020c/" + InvoiceFile.Name);
        if (data is null) Assert.Skip("The shared data has no cumcm2020c/invoices.csv.gz.");

        var code = await RunAsync("--data", Path.GetDirectoryName(data)!, "--to", "2019-12");

        AssertPrinted("HOLDS: 51 of 123 enterprises flagged, 22 of 27 defaulters among them");
        AssertPrinted("months   28, 2017-09 to 2019-12");
        AssertPrinted("0 missed, 0 without a month");
        Assert.Contains("<svg", await File.ReadAllTextAsync(_folder.At("replay.html")), StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Run_InventedInvoices_TellsEachChangeInItsMonth()
    {
        // N1 sells until December 2018; N2 sells on, and a row of it is broken.
        string[] sales = [.. Months("2018-01", 12).Select(month => $"N1,output,1,{month}-15,B,100,0,100,valid"),
            .. Months("2018-01", 24).Select(month => $"N2,output,1,{month}-28,B,100,0,100,valid"),
            "N2,output,1,2020-01-01,B,some,0,100,valid", "N2,input,1,2020-01-01,B,100,0,100,valid"];
        WriteData(["N1,D,1", "N2,A,0"], sales);

        var code = await RunAsync("--data", _folder.Path);

        AssertPrinted("months   13, 2018-12 to 2019-12");
        AssertPrinted("broken   invoices.csv.gz line 38: 'some' is no amount");
        AssertPrinted("updates  26 in ");
        AssertPrinted("D                1          1        1     1       100%    100%");
        AssertPrinted("A                1          0        0     0          -       -");
        var page = await File.ReadAllTextAsync(_folder.At("replay.html"));
        // Yellow after two months without sales, orange after three, red after five.
        Assert.Contains("2019-02, rises: to yellow 1", page, StringComparison.Ordinal);
        Assert.Contains("2019-03, rises: to orange 1", page, StringComparison.Ordinal);
        Assert.Contains("2019-05, rises: to red 1", page, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Run_SameServerTwice_ChangesNothingTheSecondTime()
    {
        WriteData(["N1,D,1"], [.. Months("2018-01", 12).Select(month => $"N1,output,1,{month}-15,B,100,0,100,valid"),
            "N1,input,1,2019-12-31,B,100,0,100,valid"]);
        await using var server = await ReplayServer.StartAsync();

        await RunAsync("--data", _folder.Path, "--server", server.Address.ToString());
        var code = await RunAsync("--data", _folder.Path, "--server", server.Address.ToString());

        AssertPrinted("1 taken, 12 older than what is stored, 0 refused");
        AssertPrinted("changes  0 told");
        Assert.Equal(0, code);
    }

    [Theory]
    [InlineData("--to", "2019-13")]
    [InlineData("--server", "nowhere")]
    [InlineData("--data", "no-such-folder")]
    public async Task Run_CannotBeUsed_EndsWith2AndSaysWhy(string option, string value)
    {
        Assert.Equal(2, await RunAsync(option, value));

        AssertPrinted(value);
    }

    [Fact]
    public async Task Run_ServerWithOtherRules_EndsWith2AndNamesThem()
    {
        WriteData(["N1,D,1"], ["N1,output,1,2019-12-31,B,100,0,100,valid"]);
        await using var server = await ServerProcess.StartReadyAsync(_folder.At("store"), "Samples:Enabled=false");

        var code = await RunAsync("--data", _folder.Path, "--server", server.GrpcAddress);

        AssertPrinted("are mse_credit, not invoice_replay");
        Assert.Equal(2, code);
    }

    [Fact]
    public async Task Help_IsAsked_NamesOptionsAndExitCodes()
    {
        Assert.Equal(0, await RunAsync("--help"));

        foreach (var told in (string[])["--data", "--out", "--server", "--to", "Exit codes"]) AssertPrinted(told);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _output.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<string> Months(string first, int count) =>
        Enumerable.Range(0, count).Select(index => (SampleInvoices.Month(first) + index).ToString());

    private void AssertPrinted(string text) => Assert.Contains(text, _output.ToString(), StringComparison.Ordinal);

    private Task<int> RunAsync(params string[] arguments) =>
        new ReplayCommand(
            _output, _output, new ReplayProgress(TextWriter.Null, isTerminal: false), new FakeTimeProvider())
            .RunAsync([.. arguments, "--out", _folder.At("replay.html")]).WaitAsync(_limit);

    private void WriteData(string[] enterprises, string[] invoices)
    {
        File.WriteAllLines(_folder.At(EnterpriseFile.Name), ["enterprise,bank_grade,defaulted", .. enterprises]);
        using var packed = new GZipStream(File.Create(_folder.At(InvoiceFile.Name)), CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(string.Join('\n', [SampleInvoices.Header, .. invoices])));
    }
}
