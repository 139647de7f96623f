using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>A server with a few borrowers, and a candidate that would move some of them.</summary>
internal sealed class PreviewPlace : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private PreviewPlace(TemporaryFolder folder, RuleCopy next, ServerProcess server) =>
        (_folder, Next, Server) = (folder, next, server);

    /// <summary>The candidate: not published.</summary>
    public RuleCopy Next { get; }

    /// <summary>The server.</summary>
    public ServerProcess Server { get; }

    /// <summary>Starts one on SQLite.</summary>
    public static async Task<PreviewPlace> StartAsync(params string[] settings)
    {
        var folder = new TemporaryFolder();
        var (rules, next) = (new RuleCopy(folder), new RuleCopy(folder, "next"));
        next.SetParameter("returned_items_orange", 2);
        next.SetParameter("firm_age_min", 100);
        var server = await ServerProcess.StartReadyAsync(
            folder.At("data"), [rules.Setting, "Samples:Enabled=false", "Rules:Source=store", .. settings]);
        return new PreviewPlace(folder, next, server);
    }

    /// <summary>Puts sound borrowers in, each with so many returned items.</summary>
    public Task PutAsync(int count, Func<int, int> returned) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            var update = new PutFeaturesRequest { BorrowerId = $"b-{i:d5}", Views = { SoundBorrower.Views() } };
            update.Views.Single(view => view.View == "accounts").Features["returned_item_count_90d"] =
                FeatureUpdates.Whole(returned(i));
            update.Views.Add(FeatureUpdates.View("lender", ("branch", SampleRequests.Text($"branch-{i % 3}"))));
            await new Clients(Server).ReviewedAsync(update);
        });

    /// <summary>Previews the candidate.</summary>
    public Task<PreviewCall> PreviewAsync(PreviewOptions? options = null) =>
        PreviewCall.RunAsync(Server, options ?? new PreviewOptions(), Next.Folder);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
