using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <content>What warnings were worth.</content>
internal sealed partial class WarningEndpoint
{
    /// <inheritdoc/>
    public override async Task<ReportWarningsResponse> ReportWarnings(
        ReportWarningsRequest request, ServerCallContext context)
    {
        var rules = RequestFields.Rules(active);
        var period = ReportWire.ReadPeriod(request, rules.Set, time.GetUtcNow());
        var filter = new Warnings.WarningFilter
        {
            Labels = WarningWire.ReadLabels(request.Labels, rules.Set, "labels"),
        };
        var report = await reports.TryMakeAsync(period, filter, context.CancellationToken)
            ?? throw new FailureException(
                FailureReason.ReportRunning, "This instance makes a report already; try again when it is done.");
        return ReportWire.Write(report, rules);
    }
}
