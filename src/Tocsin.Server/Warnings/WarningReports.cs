using Tocsin.Core.Storage;
using Tocsin.Core.Warnings.Reporting;

namespace Tocsin.Server.Warnings;

/// <summary>Makes reports, one at a time. Thread-safe.</summary>
/// <remarks>
/// Each reads the state of every borrower, page by page: several at once would only slow each other, and the reviews
/// beside them.
/// </remarks>
internal sealed class WarningReports(BorrowerDirectory directory)
{
    private int _running;

    /// <summary>
    /// Makes a report on the borrowers that have a filter's labels; null while another is being made.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<WarningReport?> TryMakeAsync(
        ReportPeriod period, WarningFilter filter, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1) return null;
        try
        {
            var tally = new WarningReportTally(period);
            await foreach (var state in directory.EveryStateAsync(cancellation))
            {
                if (filter.HasLabels(state)) tally.Add(state);
            }

            return tally.ToReport();
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }
}
