namespace Tocsin.Core.Rules.Differences;

/// <summary>Says what of either of two rule sets reads a subject, and what it is there for. Not thread-safe.</summary>
internal sealed class SubjectUses(RuleDocuments before, RuleDocuments after)
{
    // What merely describes a thing changes no answer.
    private static readonly string[] _descriptions = ["source", "owner", "review_date"];

    // What of a policy comes after its score. What is not named here may change it.
    private static readonly string[] _afterScore =
        ["title", "valid_for_days", "price", "limit", "conditions", "refer_to", "knock_outs", "score_reasons"];

    private readonly WorkflowUses[] _workflows = [new(before), new(after)];
    private IReadOnlyDictionary<string, List<NameRead>>? _reads;

    /// <summary>True when a facet of a subject merely describes it.</summary>
    public static bool IsDescription(RuleSubjectKind kind, string facet) => _descriptions.Contains(facet)
        || (kind == RuleSubjectKind.Parameter && facet.StartsWith("title", StringComparison.Ordinal));

    /// <summary>True when a subject belongs to products, whatever reads it.</summary>
    public static bool HasProducts(Subject subject) => subject.Outermost.Kind is RuleSubjectKind.Policy
        or RuleSubjectKind.ExampleSet or RuleSubjectKind.Workflow or RuleSubjectKind.RatingScale
        or RuleSubjectKind.RatingMatrix;

    /// <summary>What reads a subject, in order; empty for what is not read by its name.</summary>
    public IReadOnlyCollection<string> ReadersOf(Subject subject) =>
        InOrder(ReadsOf(subject).Select(read => read.Reader));

    /// <summary>The products that a subject belongs to, or whose rules read it, in order.</summary>
    public IReadOnlyCollection<string> ProductsOf(Subject subject)
    {
        var outermost = subject.Outermost;
        return outermost.Kind switch
        {
            RuleSubjectKind.Policy => [outermost.Name],
            RuleSubjectKind.ExampleSet => outermost.TextOf("product") is { Length: > 0 } product ? [product] : [],
            RuleSubjectKind.Workflow or RuleSubjectKind.RatingScale or RuleSubjectKind.RatingMatrix =>
                InOrder(_workflows.SelectMany(uses => uses.ProductsOf(outermost.Kind, outermost.Name))),
            _ => InOrder(ReadsOf(subject).SelectMany(ProductsOf)),
        };
    }

    /// <summary>What a difference of a subject may change, that which follows from it left out.</summary>
    public RuleReach ReachOf(Subject subject, string facet)
    {
        if (IsDescription(subject.Kind, facet)) return RuleReach.None;
        var outermost = subject.Outermost;
        return outermost.Kind switch
        {
            RuleSubjectKind.Manifest or RuleSubjectKind.ExampleSet => RuleReach.None,
            RuleSubjectKind.Parameter or RuleSubjectKind.Reason => OfReads(subject),
            RuleSubjectKind.Workflow => OfWorkflow(outermost.Name),
            RuleSubjectKind.Policy when _afterScore.Contains(facet.Split('.')[0]) => RuleReach.Decisions,
            RuleSubjectKind.Policy or RuleSubjectKind.RatingScale or RuleSubjectKind.RatingMatrix =>
                RuleReach.Decisions | OfScore(ProductsOf(subject)),
            RuleSubjectKind.Table or RuleSubjectKind.Classification => RuleReach.Classification,
            // It also says which product's score is taken.
            RuleSubjectKind.WarningSettings when subject.Kind == RuleSubjectKind.WarningSettings =>
                RuleReach.Warnings | RuleReach.Score,
            RuleSubjectKind.WarningSettings or RuleSubjectKind.HandIndicator or RuleSubjectKind.IndicatorFamily
                or RuleSubjectKind.Action => RuleReach.Warnings,
            RuleSubjectKind.File when subject.Kind is RuleSubjectKind.Parameter or RuleSubjectKind.Reason =>
                OfReads(subject),
            RuleSubjectKind.File when subject.Kind == RuleSubjectKind.Action => RuleReach.Warnings,
            // Features, the calendar, and what nobody knows the meaning of.
            _ => RuleReach.All,
        };
    }

    /// <summary>
    /// What changes with what: decisions may read how warnings stand, warnings what a borrower would score.
    /// </summary>
    public RuleReach Follow(RuleReach reach)
    {
        for (var last = RuleReach.None; last != reach;)
        {
            last = reach;
            if (reach.HasFlag(RuleReach.Score)) reach |= OfReads("score");
            if (reach.HasFlag(RuleReach.Warnings)) reach |= OfReads("warnings") | OfReads("connected");
        }

        return reach;
    }

    private static SortedSet<string> InOrder(IEnumerable<string> texts) => new(texts, StringComparer.Ordinal);

    private RuleReach OfScore(IEnumerable<string> products) => products.Any(product =>
        _workflows.Any(uses => uses.ScoreProduct == product)) ? RuleReach.Score : RuleReach.None;

    private RuleReach OfReads(Subject subject) => OfReads(ReadsOf(subject));

    private RuleReach OfReads(string view) => OfReads(Reads().GetValueOrDefault(view, []));

    // An expression that cannot be read may read anything.
    private RuleReach OfReads(IEnumerable<NameRead> reads) => Reads().ContainsKey(ReadNames.Anything) ? RuleReach.All
        : reads.Aggregate(RuleReach.None, (reach, read) => reach | OfRead(read));

    private RuleReach OfRead(NameRead read)
    {
        // A policy itself names bounds of the price, what is required, and reasons: none makes the score.
        if (read.Product.Length > 0) return RuleReach.Decisions;
        if (read.Workflow.Length > 0) return OfWorkflow(read.Workflow);
        return read.IsOfWarnings ? RuleReach.Warnings : RuleReach.Classification;
    }

    private RuleReach OfWorkflow(string name) =>
        _workflows.Aggregate(RuleReach.None, (reach, uses) => reach | uses.ReachOf(name));

    private IEnumerable<string> ProductsOf(NameRead read) => read.Product.Length > 0 ? [read.Product]
        : _workflows.SelectMany(uses => uses.ProductsOf(RuleSubjectKind.Workflow, read.Workflow));

    // Inputs are found in any case; parameters, codes and tables only as they are spelled.
    private IEnumerable<NameRead> ReadsOf(Subject subject)
    {
        if (NameOf(subject) is not { } name) return [];
        var reads = Reads().GetValueOrDefault(name, []);
        return subject.Kind is RuleSubjectKind.Feature or RuleSubjectKind.FeatureView ? reads
            : reads.Where(read => read.Name == name);
    }

    // Only an expression's names have no space in them.
    private static string? NameOf(Subject subject) => subject.Kind switch
    {
        RuleSubjectKind.Parameter => $"p.{subject.Path}",
        RuleSubjectKind.Feature or RuleSubjectKind.FeatureView => subject.Path,
        RuleSubjectKind.Reason => ReadNames.Reason + subject.Name,
        RuleSubjectKind.Action => ReadNames.Action + subject.Name,
        RuleSubjectKind.Table => ReadNames.Table + subject.Name,
        RuleSubjectKind.TableResult => ReadNames.Table + subject.Within!.Name,
        _ => null,
    };

    private IReadOnlyDictionary<string, List<NameRead>> Reads()
    {
        if (_reads is not null) return _reads;
        var reads = new Dictionary<string, List<NameRead>>(StringComparer.OrdinalIgnoreCase);
        foreach (var read in new ReadNames(before).All().Concat(new ReadNames(after).All()))
        {
            if (!reads.TryGetValue(read.Name, out var of)) reads.Add(read.Name, of = []);
            of.Add(read);
        }

        return _reads = reads;
    }
}
