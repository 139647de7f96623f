using Grpc.Core;
using Tocsin.Core.Rules;
using Tocsin.Server.Previews;
using Tocsin.V1;
using Part = Tocsin.V1.PreviewRuleSetRequest.PartOneofCase;
using WireOptions = Tocsin.V1.PreviewOptions;

namespace Tocsin.Server.Endpoints;

/// <summary>Previews.</summary>
internal sealed partial class RuleSetEndpoint
{
    private static readonly TimeSpan _tellEvery = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public override async Task PreviewRuleSet(
        IAsyncStreamReader<PreviewRuleSetRequest> requestStream,
        IServerStreamWriter<PreviewRuleSetResponse> responseStream, ServerCallContext context)
    {
        RequestFields.Rules(active);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            var (options, files) = await ReadAsync(requestStream, ended.Token);
            // Whoever still sends keeps nobody from a preview.
            using var place = previews.Begin();
            await PreviewAsync(options, files, new PreviewSink(responseStream, context, time), ended.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new FailureException(FailureReason.ServerStopping, "The server stops; ask again.");
        }
    }

    private async Task PreviewAsync(
        WireOptions options, Core.Rules.RuleFiles files, PreviewSink sink, CancellationToken cancellation)
    {
        var (watch, startedAt) = (new PreviewWatch(), RequestFields.Now(time));
        var asked = PreviewFields.Options(options);
        var share = PreviewFields.Share(options);
        var period = PreviewFields.Period(options);
        var reading = await WithProgressAsync(_ => gate.ReadAsync(files, cancellation), watch, sink, cancellation);
        watch.EndRules();
        if (reading.RuleSet is not { } candidate)
        {
            await sink.WriteAsync(PreviewWire.Rejection(files, reading), cancellation);
            return;
        }

        var live = await LiveAsync(cancellation);
        asked = PreviewFields.WithApplication(asked, options.Borrowers?.Application, live.Set, candidate);
        var report = await WithProgressAsync(
            stop => period is null
                ? previews.OnBorrowersAsync(live, candidate, asked, share, watch, stop)
                : previews.OnJournalAsync(live, candidate, asked, period, options.Journal.Product, watch, stop),
            watch, sink, cancellation);
        var wire = new PreviewWire(live, candidate);
        var written = wire.Report(report, asked.WithWarnings && period is null, startedAt, watch);
        foreach (var borrower in report.Listed) await sink.WriteAsync(wire.Borrower(borrower), cancellation);
        await sink.WriteAsync(written, cancellation);
    }

    // Those that are live once the candidate is read: sending it may take long. An instance that is behind the store
    // would hold the candidate against rules that are live no more.
    private async Task<ActivatedRuleSet> LiveAsync(CancellationToken cancellation)
    {
        var latest = await store.Activations.ReadAsync(cancellation);
        return RequestFields.Rules(active, latest?.Number ?? 0);
    }

    private async Task<(WireOptions Options, Core.Rules.RuleFiles Files)> ReadAsync(
        IAsyncStreamReader<PreviewRuleSetRequest> parts, CancellationToken cancellation)
    {
        using var place = uploads.Enter();
        WireOptions? options = null;
        var upload = new RuleFileUpload();
        await foreach (var part in uploads.ReadAsync(parts, cancellation))
        {
            if (options is null != (part.PartCase == Part.Options))
                throw Invalid("The first message holds the options, and every further one a file.", "options");
            if (part.PartCase == Part.Options) options = Checked(part.Options);
            else if (part.PartCase != Part.File || options!.Digest.Length > 0)
                throw Invalid("Files follow where no digest is named, and nothing else does.", "file");
            else upload.Add(part.File.Path, part.File.Content);
        }

        if (options is null) throw Invalid("The first message holds the options.", "options");
        return (options, options.Digest.Length == 0 ? upload.ToFiles() : await KeptAsync(options, cancellation));
    }

    // Before files of many megabytes are sent for nothing.
    private static WireOptions Checked(WireOptions options)
    {
        PreviewFields.Options(options);
        PreviewFields.Share(options);
        PreviewFields.Period(options);
        return options;
    }

    private async Task<Core.Rules.RuleFiles> KeptAsync(WireOptions options, CancellationToken cancellation)
    {
        var publication = await published.FindAsync(options.Digest, "options.digest", cancellation);
        return await published.FilesOfAsync(publication.Digest, "options.digest", cancellation);
    }

    // Nothing goes on behind a call that has ended.
    private async Task<T> WithProgressAsync<T>(
        Func<CancellationToken, Task<T>> begin, PreviewWatch watch, PreviewSink sink, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var work = begin(stop.Token);
        try
        {
            PreviewStep? told = null;
            bool isDone;
            do
            {
                cancellation.ThrowIfCancellationRequested();
                isDone = work.IsCompleted;
                var step = watch.Step;
                if (step != told) await sink.WriteAsync(PreviewWire.Progress(step), cancellation);
                told = step;
                if (!isDone) await Task.WhenAny(work, Task.Delay(_tellEvery, time, cancellation));
            }
            while (!isDone);
        }
        catch (Exception)
        {
            await stop.CancelAsync();
            await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await work;
    }

    private static FailureException Invalid(string message, string field) =>
        new(FailureReason.RequestInvalid, message, field);
}
