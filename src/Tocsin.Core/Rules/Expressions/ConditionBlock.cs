using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// Up to 32 conditions that are evaluated together, in one delegate: neighbours of a workflow are wanted together, and
/// a call of a delegate costs more than most conditions. Thread-safe once compiled.
/// </summary>
/// <remarks>
/// <para>Chains of comparisons with constants, which are most, are no code: they stand in a table.</para>
/// <para>For each other condition the delegate looks at the presence of what it reads, and runs plain code where all is
/// there. Where something is missing, a strict condition is unknown; the others have code in three values, in further
/// delegates that run only then. One delegate of several hundred conditions would be slower: past some size the
/// runtime's compiler no longer optimizes.</para>
/// <para>What can throw stands alone, in a delegate of its own under a handler: it is unknown when it does, and takes
/// nobody with it.</para>
/// </remarks>
internal sealed class ConditionBlock(InputLayout layout, int index)
{
    /// <summary>The most conditions.</summary>
    public const int Capacity = 32;

    /// <summary>How many parts its trees may have together, unless one alone has more.</summary>
    private const int MaximumNodes = 1_500;

    private readonly Lock _lock = new();
    private List<ConditionDraft> _drafts = [];
    private int _nodes;
    private volatile ConditionCode? _code;

    /// <summary>The layout its conditions read.</summary>
    public InputLayout Layout { get; } = layout;

    /// <summary>Its number among the layout's blocks.</summary>
    public int Index { get; } = index;

    /// <summary>Takes a condition and answers its place; -1 when there is no room, or the block is compiled.</summary>
    public int Add(ConditionDraft draft)
    {
        lock (_lock)
        {
            var isFull = _drafts.Count == Capacity || (_nodes > 0 && _nodes + draft.Nodes > MaximumNodes);
            if (_code is not null || isFull) return -1;
            _drafts.Add(draft);
            _nodes += draft.Nodes;
            return _drafts.Count - 1;
        }
    }

    /// <summary>Compiles it, unless that was done; from then on it takes no more conditions.</summary>
    /// <param name="breathe">Called after each piece of work; null for nothing.</param>
    public ConditionCode Compile(Action? breathe = null)
    {
        if (_code is { } code) return code;
        lock (_lock)
        {
            if (_code is not null) return _code;
            _code = ConditionCode.Compile(Layout, _drafts, breathe ?? (() => { }));
            _drafts = [];
            return _code;
        }
    }

    /// <summary>The outcome of one condition; evaluates all of them when that was not done for these values.</summary>
    public RuleOutcome OutcomeOf(BorrowerProfile profile, uint bit)
    {
        if (!profile.IsJudged(Index)) Judge(profile);
        return profile.OutcomeOf(Index, bit);
    }

    /// <summary>The outcomes of conditions that stand side by side, from the first on.</summary>
    public void CopyOutcomes(BorrowerProfile profile, int first, Span<RuleOutcome> outcomes)
    {
        if (!profile.IsJudged(Index)) Judge(profile);
        profile.CopyOutcomes(Index, first, outcomes);
    }

    private void Judge(BorrowerProfile profile)
    {
        var code = Compile();
        profile.NumberTexts();
        var (hits, unknown) = code.Run(profile);
        profile.NoteJudged(Index, hits, unknown);
    }
}
