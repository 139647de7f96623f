namespace Tocsin.Core.Rules.Differences;

/// <summary>Collects differences within bounds, and notes with each where it belongs and what reads it.</summary>
internal sealed class DifferenceList(RuleDifferenceOptions options, SubjectUses uses)
{
    private readonly List<RuleDifference> _differences = [];
    private int _characters;
    private RuleReach _reach;

    /// <summary>The differences so far.</summary>
    public IReadOnlyList<RuleDifference> Differences => _differences;

    /// <summary>True once one did not fit; nothing is taken from then on.</summary>
    public bool IsCut { get; private set; }

    /// <summary>What they may change, with what follows from it; everything when not all fitted.</summary>
    public RuleReach Reach => IsCut ? RuleReach.All : uses.Follow(_reach);

    /// <summary>Takes a difference if it fits.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="subject">What it is of; null when that cannot be read.</param>
    /// <param name="isPart">True for a facet of what was added or removed whole: its readers were told.</param>
    public void Add(RuleDifference difference, Subject? subject, bool isPart = false)
    {
        if (IsCut) return;
        var bounded = difference with
        {
            Facet = Cut(difference.Facet),
            Before = Cut(difference.Before),
            After = Cut(difference.After),
            File = Cut(difference.File),
            Unit = Cut(difference.Unit),
            Reach = subject is null ? RuleReach.All : uses.ReachOf(subject, difference.Facet),
        };
        if (subject is not null) bounded = Placed(bounded, subject, isPart);
        _reach |= bounded.Reach;
        _characters += LengthOf(bounded);
        IsCut = _differences.Count >= options.MaximumDifferences || _characters > options.MaximumCharacters;
        if (!IsCut) _differences.Add(bounded);
    }

    private RuleDifference Placed(RuleDifference difference, Subject subject, bool isPart)
    {
        var outermost = subject.Outermost;
        var placed = difference with
        {
            Workflow = outermost.Kind == RuleSubjectKind.Workflow ? outermost.Name : "",
            Indicator = subject.Indicator,
        };
        // Of what a whole says, and of what merely describes, nobody asks who reads it.
        var isRead = !isPart && !SubjectUses.IsDescription(subject.Kind, difference.Facet);
        if (isRead || SubjectUses.HasProducts(subject))
            placed = placed with { Products = [.. uses.ProductsOf(subject).Take(options.MaximumAffects)] };
        if (!isRead) return placed;
        var affected = uses.ReadersOf(subject);
        return placed with { Affects = [.. affected.Take(options.MaximumAffects)], AffectsCount = affected.Count };
    }

    private static int LengthOf(RuleDifference one) => one.Subject.Length + one.Facet.Length + one.Before.Length
        + one.After.Length + one.File.Length + one.Workflow.Length + one.Indicator.Length
        + one.Products.Sum(product => product.Length) + one.Affects.Sum(reader => reader.Length);

    private string Cut(string text) => text.Length > options.MaximumText ? text[..options.MaximumText] + "…" : text;
}
