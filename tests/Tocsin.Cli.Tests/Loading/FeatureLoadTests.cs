using System.Text;
using Tocsin.Cli.Loading;
using Tocsin.Cli.Values;
using Tocsin.Client;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Loading;

public sealed class FeatureLoadTests
{
    [Fact(Timeout = 60_000)]
    public async Task WaitsWithAFullWindowUntilTheServerAnswers()
    {
        var gate = new TaskCompletionSource();
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.RowGate = gate.Task;
        var received = new TaskCompletionSource();
        tool.Services.PutRow = _ =>
        {
            received.TrySetResult();
            return new() { Response = new() };
        };
        using var file = CreateFile(rows: 100);
        var header = await file.ReadAsync();
        var options = new LoadOptions { BorrowerColumn = "id", Local = TimeZoneInfo.Utc };
        var plan = ColumnPlan.Read(header!, options, new KnownFeatures(ExampleCatalogue.Create()));
        using var channel = TocsinChannel.Create(new Uri(tool.Address));
        using var load = new FeatureLoad(new FeatureService.FeatureServiceClient(channel), plan, options, window: 2);
        var third = new TaskCompletionSource();
        var loading = load.RunAsync(
            file, _ => { if (load.Summary.Rows == 3) third.TrySetResult(); }, TestContext.Current.CancellationToken);
        await third.Task.WaitAsync(TestContext.Current.CancellationToken);
        await received.Task.WaitAsync(TestContext.Current.CancellationToken);
        // Two rows are under way and the third waits; without the window the file would be read far by now.
        Assert.Equal(3, load.Summary.Rows);
        gate.SetResult();
        await loading;
        Assert.Equal(100, load.Summary.Rows);
        Assert.Equal(100, load.Summary.Repeated);
        Assert.Equal(0, load.Summary.Unanswered);
    }

    private static CsvFile CreateFile(int rows)
    {
        var lines = Enumerable.Range(0, rows).Select(i => $"B{i},1\n");
        var text = "id,bureau.listed\n" + string.Concat(lines);
        return new CsvFile(new MemoryStream(Encoding.UTF8.GetBytes(text)), "utf-8");
    }
}
