namespace Tocsin.Server.Tests.Running;

/// <summary>Waits until a server with a simulated clock has done everything that is due by it.</summary>
internal sealed class BranchRest(OperatorPage page, BranchClock clock)
{
    private const int Sweeps = 2;

    /// <summary>
    /// Waits until the server's clock has got there and at least two further looks for what is due have found nothing
    /// to do, with nobody waiting.
    /// </summary>
    public async Task ComeAsync()
    {
        await Eventually.SoAsync(
            async () => (DateTimeOffset?)(await page.ReadyAsync())["now"] >= clock.Now, "the clock has moved on");
        var since = await LookAsync();
        await Eventually.SoAsync(
            async () =>
            {
                var now = await LookAsync();
                if (now.Waiting > 0 || now.Reviews > since.Reviews) since = now;
                return now.Waiting == 0 && now.Sweeps - since.Sweeps >= Sweeps;
            },
            "everything due is done");
    }

    private async Task<(double Sweeps, double Reviews, double Waiting)> LookAsync()
    {
        var sums = await page.SumsAsync(
            "tocsin_sweeps_total", "tocsin_reviews_total", "tocsin_review_queue", "tocsin_tell_queue");
        return (sums[0], sums[1], sums[2] + sums[3]);
    }
}
