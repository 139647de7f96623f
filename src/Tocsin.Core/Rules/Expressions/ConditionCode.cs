using System.Linq.Expressions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>The compiled code of a block of conditions, one bit each. Immutable and thread-safe.</summary>
internal sealed class ConditionCode
{
    // Code in three values is several times larger than plain code.
    private const int MaximumLiftedNodes = 600;

    private static readonly ParameterExpression _result = Expression.Variable(typeof(ulong), "result");
    private static readonly ParameterExpression _outcome = Expression.Variable(typeof(int), "outcome");
    private static readonly ParameterExpression _gaps = Expression.Parameter(typeof(uint), "gaps");

    private readonly ComparisonTable? _table;
    private readonly PlainBlock? _plain;
    private readonly uint _strict;
    private readonly uint _fused;
    private readonly LiftedPart[] _lifted;
    private readonly LoneCondition[] _alone;

    private ConditionCode(InputLayout layout, IReadOnlyList<ConditionDraft> drafts, Action breathe)
    {
        var numbered = drafts.Select((draft, place) => (Draft: draft, Place: place)).ToList();
        var chains = numbered.Where(each => each.Draft.Chain is not null).ToList();
        if (chains.Count > 0)
            _table = new ComparisonTable(layout, [.. chains.Select(each => (each.Draft.Chain!, each.Place))]);
        var coded = numbered.Where(each => each.Draft.Code is not null)
            .Select(each => new CodedCondition(each.Draft.Reads, each.Draft.Code!, each.Place)).ToList();
        var fused = coded.Where(each => !each.Code.Shape.CanThrow).ToList();
        _alone = [.. coded.Where(each => each.Code.Shape.CanThrow)
            .Select(each => new LoneCondition(
                1u << each.Place,
                Compiled(Expression.Lambda<LiftedCondition>(each.Code.Lifted, SlotReader.Arguments), breathe)))];
        _plain = fused.Count == 0 ? null : CompilePlain(layout, fused, breathe);
        (_fused, _strict) = (Mask(fused), Mask(fused.Where(each => each.Code.Shape.IsStrict)));
        _lifted = [.. CompileLifted([.. fused.Where(each => !each.Code.Shape.IsStrict)], breathe)];
    }

    /// <summary>Compiles some conditions; a bit's number is the place of its condition.</summary>
    /// <param name="layout">The layout that they read.</param>
    /// <param name="drafts">The conditions.</param>
    /// <param name="breathe">Called after each delegate.</param>
    public static ConditionCode Compile(
        InputLayout layout, IReadOnlyList<ConditionDraft> drafts, Action breathe) => new(layout, drafts, breathe);

    /// <summary>Evaluates: the bits of those that hold, and of those that are unknown.</summary>
    public (uint Hits, uint Unknown) Run(BorrowerProfile profile)
    {
        var (hits, unknown) = _table is null ? (0, 0) : _table.Run(profile);
        if (_plain is not null) RunFused(profile, ref hits, ref unknown);
        foreach (var lone in _alone)
        {
            var outcome = lone.Evaluate(profile);
            if (outcome == RuleOutcome.Hit) hits |= lone.Bit;
            else if (outcome == RuleOutcome.Unknown) unknown |= lone.Bit;
        }

        return (hits, unknown);
    }

    /// <summary>What the condition of a bit throws on these values; null when it does not.</summary>
    public Exception? FailureOf(BorrowerProfile profile, uint bit)
    {
        try
        {
            _alone.FirstOrDefault(lone => lone.Bit == bit)?.Code(profile.Numbers, profile.Texts, profile.Present);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private void RunFused(BorrowerProfile profile, ref uint hits, ref uint unknown)
    {
        try
        {
            var answer = _plain!(profile.Numbers, profile.Texts, profile.Present);
            var gaps = (uint)(answer >> ConditionBlock.Capacity);
            var (fusedHits, fusedUnknown) = ((uint)answer, gaps & _strict);
            if (gaps != fusedUnknown) RunLifted(profile, gaps & ~_strict, ref fusedHits, ref fusedUnknown);
            hits |= fusedHits;
            unknown |= fusedUnknown;
        }
        catch (Exception)
        {
            // Nothing in it can throw; should that be wrong, nobody may take the rest for an answer.
            unknown |= _fused;
        }
    }

    private void RunLifted(BorrowerProfile profile, uint gaps, ref uint hits, ref uint unknown)
    {
        foreach (var part in _lifted)
        {
            if ((gaps & part.Mask) == 0) continue;
            var answer = part.Code(profile.Numbers, profile.Texts, profile.Present, gaps);
            hits |= (uint)answer;
            unknown |= (uint)(answer >> ConditionBlock.Capacity);
        }
    }

    private static PlainBlock CompilePlain(InputLayout layout, List<CodedCondition> fused, Action breathe)
    {
        var steps = fused.Select(each => Expression.IfThenElse(
            IsReady(layout, each),
            Expression.IfThen(each.Code.Plain, Raise(each.Place)),
            Raise(each.Place + ConditionBlock.Capacity)));
        return Compile<PlainBlock>(steps, SlotReader.Arguments, breathe);
    }

    private static IEnumerable<LiftedPart> CompileLifted(List<CodedCondition> lifted, Action breathe)
    {
        for (var first = 0; first < lifted.Count;)
        {
            var (count, nodes) = (0, 0);
            while (first + count < lifted.Count && (count == 0 || nodes < MaximumLiftedNodes))
                nodes += lifted[first + count++].Code.Shape.Nodes;
            var part = lifted.GetRange(first, count);
            var steps = part.Select(each => Expression.IfThen(
                Expression.NotEqual(
                    Expression.And(_gaps, Expression.Constant(1u << each.Place)), Expression.Constant(0u)),
                Expression.Block(
                    Expression.Assign(_outcome, each.Code.Lifted),
                    Expression.IfThenElse(
                        Expression.Equal(_outcome, Expression.Constant((int)RuleOutcome.Hit)),
                        Raise(each.Place),
                        Expression.IfThen(
                            Expression.Equal(_outcome, Expression.Constant((int)RuleOutcome.Unknown)),
                            Raise(each.Place + ConditionBlock.Capacity))))));
            yield return new LiftedPart(
                Mask(part), Compile<LiftedBlock>(steps, [.. SlotReader.Arguments, _gaps], breathe));
            first += count;
        }
    }

    private static T Compile<T>(
        IEnumerable<Expression> steps, IEnumerable<ParameterExpression> parameters, Action breathe)
        where T : Delegate
    {
        var body = Expression.Block([_result, _outcome], [.. steps, _result]);
        return Compiled(Expression.Lambda<T>(body, parameters), breathe);
    }

    private static T Compiled<T>(Expression<T> lambda, Action breathe)
    {
        var code = lambda.Compile();
        breathe();
        return code;
    }

    // A comparison by order may be unknown though every text is there, so that it is never ready for plain code.
    private static Expression IsReady(InputLayout layout, CodedCondition condition)
    {
        if (condition.Code.Shape.ComparesOrder) return Expression.Constant(false);
        var mask = new ulong[layout.MaskLength];
        foreach (var slot in condition.Reads) mask[slot >> 6] |= 1UL << (slot & 63);
        return mask.Select((bits, word) => (Bits: Expression.Constant(bits), Word: word))
            .Where(each => (ulong)each.Bits.Value! != 0)
            .Select(each => (Expression)Expression.Equal(
                Expression.And(
                    Expression.ArrayIndex(SlotReader.Arguments[2], Expression.Constant(each.Word)), each.Bits),
                each.Bits))
            .DefaultIfEmpty(Expression.Constant(true))
            .Aggregate(Expression.AndAlso);
    }

    private static BinaryExpression Raise(int bit) => Expression.OrAssign(_result, Expression.Constant(1UL << bit));

    private static uint Mask(IEnumerable<CodedCondition> conditions) =>
        conditions.Aggregate(0u, (mask, each) => mask | (1u << each.Place));

    private sealed record CodedCondition(IReadOnlyCollection<int> Reads, ConditionTrees Code, int Place);

    private sealed record LiftedPart(uint Mask, LiftedBlock Code);

    private sealed record LoneCondition(uint Bit, LiftedCondition Code)
    {
        public RuleOutcome Evaluate(BorrowerProfile profile)
        {
            try
            {
                return (RuleOutcome)Code(profile.Numbers, profile.Texts, profile.Present);
            }
            catch (Exception)
            {
                return RuleOutcome.Unknown;
            }
        }
    }
}

/// <summary>Conditions where values are there: low bits hold, high bits have a gap.</summary>
internal delegate ulong PlainBlock(double[] numbers, string[] texts, ulong[] present);

/// <summary>Conditions that have a gap, in three values: low bits hold, high bits are unknown.</summary>
internal delegate ulong LiftedBlock(double[] numbers, string[] texts, ulong[] present, uint gaps);
