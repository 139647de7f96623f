using System.Collections.Concurrent;
using Prometheus;
using Tocsin.Core.Decisions;
using Tocsin.Core.Warnings;
using Tocsin.Journal;

namespace Tocsin.Server.Telemetry;

/// <summary>The server's own metrics. Labels are few and never name a borrower. Thread-safe.</summary>
internal sealed class ServerMetrics
{
    // From 25 microseconds: a decision takes less than a millisecond.
    private static readonly double[] _callBuckets =
        [25e-6, 50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 2.5e-3, 5e-3, 10e-3, 25e-3, 50e-3, 0.1, 0.25, 0.5, 1, 2.5, 5];

    private readonly Counter _started;
    private readonly Counter _handled;
    private readonly Histogram _handling;
    private readonly Counter _decisions;
    private readonly ConcurrentDictionary<(string, DecisionOutcome), Counter.Child> _decided = new();
    private readonly Counter _viewUpdates;
    private readonly Counter _reviews;
    private readonly Counter _swaps;
    private readonly Gauge _ruleSet;

    public ServerMetrics(CollectorRegistry registry)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        Registry = registry;
        string[] method = ["grpc_service", "grpc_method"];
        _started = factory.CreateCounter("grpc_server_started_total", "Calls that began.", method);
        _handled = factory.CreateCounter("grpc_server_handled_total", "Calls that ended.", [.. method, "grpc_code"]);
        _handling = factory.CreateHistogram(
            "grpc_server_handling_seconds", "How long unary calls took.", method,
            new HistogramConfiguration { Buckets = _callBuckets });
        _decisions = factory.CreateCounter("tocsin_decisions_total", "Decisions.", "product", "outcome");
        _viewUpdates = factory.CreateCounter("tocsin_view_updates_total", "Views in feature updates.", "outcome");
        _swaps = factory.CreateCounter("tocsin_rule_set_swaps_total", "Rule sets that were read.", "result");
        _ruleSet = factory.CreateGauge(
            "tocsin_rule_set_info", "1 for the rule set that answers.", "name", "revision", "digest");
        Activation = factory.CreateGauge("tocsin_activation", "The activation number in force.");
        Following = factory.CreateGauge(
            "tocsin_following", "1 while this instance answers with the store's activation.");
        FolderProblems = factory.CreateGauge("tocsin_rule_problems", "Errors of the files now in the rules folder.");
        WatchFaults = factory.CreateCounter(
            "tocsin_rules_watch_faults_total",
            "Times that the system lost events of the rules folder, or could not watch.");
        Subscribers = factory.CreateGauge("tocsin_warning_subscribers", "Open warning subscriptions.");
        SubscribersCut = factory.CreateCounter("tocsin_warning_subscribers_cut_total", "Subscribers cut as too slow.");
        SubscribersBehind = factory.CreateCounter(
            "tocsin_warning_subscribers_behind_total", "Times that a subscriber's queue was full and it read the log.");
        Changes = factory.CreateCounter("tocsin_warning_changes_total", "Warning changes streamed.");
        _reviews = factory.CreateCounter("tocsin_reviews_total", "Reviews of borrowers.", "outcome");
        ReviewQueue = factory.CreateGauge("tocsin_review_queue", "Borrowers that wait for a review in memory.");
        TellQueue = factory.CreateGauge(
            "tocsin_tell_queue", "Borrowers whose linked borrowers are to be told, those under way included.");
        SwapBorrowers = factory.CreateGauge(
            "tocsin_swap_review_borrowers", "Borrowers that the review after the latest activation looks at.");
        SwapReviewed = factory.CreateGauge(
            "tocsin_swap_review_reviewed", "Borrowers that it has looked at so far.");
        Sweeps = factory.CreateCounter("tocsin_sweeps_total", "Looks for lost marks, due times and long logs.");
        StoreUp = factory.CreateGauge("tocsin_store_up", "1 while the store answers.");
        Degraded = factory.CreateCounter("tocsin_degraded_decisions_total", "Decisions made without the store.");
    }

    /// <summary>Where they are collected.</summary>
    public CollectorRegistry Registry { get; }

    public Gauge Activation { get; }

    public Gauge Following { get; }

    public Gauge FolderProblems { get; }

    public Counter WatchFaults { get; }

    public Gauge Subscribers { get; }

    public Counter SubscribersCut { get; }

    public Counter SubscribersBehind { get; }

    public Counter Changes { get; }

    public Gauge ReviewQueue { get; }

    public Gauge TellQueue { get; }

    public Gauge SwapBorrowers { get; }

    public Gauge SwapReviewed { get; }

    public Counter Sweeps { get; }

    public Gauge StoreUp { get; }

    public Counter Degraded { get; }

    /// <summary>Tells of the journal, whenever metrics are collected.</summary>
    public void Journal(Func<JournalFigures> figures)
    {
        var factory = Metrics.WithCustomRegistry(Registry);
        var appended = factory.CreateCounter("tocsin_journal_entries_total", "Entries in the journal's files.");
        var groups = factory.CreateCounter("tocsin_journal_groups_total", "Groups that they were written in.");
        var failed = factory.CreateCounter("tocsin_journal_failed_total", "Entries that a caller was refused for.");
        var lost = factory.CreateCounter("tocsin_journal_lost_total", "Entries lost in mode background.");
        var withheld = factory.CreateCounter(
            "tocsin_journal_withheld_total", "Decisions journaled without their personal values.");
        var bytes = factory.CreateCounter("tocsin_journal_bytes_total", "Bytes written.");
        var waiting = factory.CreateGauge("tocsin_journal_queue", "Entries that wait for the writer.");
        var anchor = factory.CreateGauge(
            "tocsin_journal_anchor_age_seconds", "How old the note of the journal's head in the store is.");
        var damage = factory.CreateGauge("tocsin_journal_damage", "Damages that were found in the journal.");
        var overdue = factory.CreateGauge("tocsin_journal_overdue_segments",
            "Files past what is retained that stay until the store answers.");
        Registry.AddBeforeCollectCallback(() =>
        {
            var now = figures();
            appended.IncTo(now.Appended);
            groups.IncTo(now.Groups);
            failed.IncTo(now.Failed);
            lost.IncTo(now.Lost);
            withheld.IncTo(now.Withheld);
            bytes.IncTo(now.Bytes);
            waiting.Set(now.Waiting);
            anchor.Set(now.AnchorAge?.TotalSeconds ?? 0);
            damage.Set(now.Damage.Count);
            overdue.Set(now.Overdue);
        });
    }

    /// <summary>The metrics of one method, to be kept: looking for them by their labels takes a while.</summary>
    public MethodMetrics Method(string service, string method) => new(
        _started.WithLabels(service, method), _handling.WithLabels(service, method),
        code => _handled.WithLabels(service, method, code));

    /// <summary>A decision was made. Both labels come from the rule set or from us, never from a caller.</summary>
    public void Decided(string product, DecisionOutcome outcome) => _decided.GetOrAdd(
        (product, outcome), key => _decisions.WithLabels(key.Item1, key.Item2.ToString().ToLowerInvariant())).Inc();

    /// <summary>A view of an update ended so.</summary>
    public void ViewUpdated(string outcome) => _viewUpdates.WithLabels(outcome).Inc();

    /// <summary>A borrower was reviewed, with what came of it.</summary>
    public void Reviewed(ReviewOutcome outcome) => _reviews.WithLabels(outcome.ToString().ToLowerInvariant()).Inc();

    /// <summary>A rule set was read and activated, rejected, or could not be.</summary>
    public void Swapped(string result) => _swaps.WithLabels(result).Inc();

    /// <summary>Another rule set answers.</summary>
    public void Activated(string name, string revision, string digest, long number)
    {
        foreach (var labels in _ruleSet.GetAllLabelValues().ToList()) _ruleSet.RemoveLabelled(labels);
        _ruleSet.WithLabels(name, revision, digest[..12]).Set(1);
        Activation.Set(number);
    }
}
