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

    private readonly PlainBlock? _plain;
    private readonly uint _strict;
    private readonly uint _fused;
    private readonly LiftedPart[] _lifted;
    private readonly LoneCondition[] _alone;

    private ConditionCode(
        PlainBlock? plain, uint fused, uint strict, LiftedPart[] lifted, LoneCondition[] alone)
    {
        _plain = plain;
        _fused = fused;
        _strict = strict;
        _lifted = lifted;
        _alone = alone;
    }

    /// <summary>Compiles some conditions; a bit's number is the place of its condition.</summary>
    public static ConditionCode Compile(InputLayout layout, IReadOnlyList<ConditionDraft> drafts)
    {
        var numbered = drafts.Select((draft, place) => (Draft: draft, Place: place)).ToList();
        var fused = numbered.Where(each => !each.Draft.Shape.CanThrow).ToList();
        var alone = numbered.Where(each => each.Draft.Shape.CanThrow)
            .Select(each => new LoneCondition(
                1u << each.Place,
                Expression.Lambda<LiftedCondition>(each.Draft.Lifted, SlotReader.Arguments).Compile()));
        var plain = fused.Count == 0 ? null : CompilePlain(layout, fused);
        var strict = fused.Where(each => each.Draft.Shape.IsStrict);
        var lifted = fused.Where(each => !each.Draft.Shape.IsStrict);
        return new ConditionCode(plain, Mask(fused), Mask(strict), [.. CompileLifted([.. lifted])], [.. alone]);
    }

    /// <summary>Evaluates: the bits of those that hold, and of those that are unknown.</summary>
    public (uint Hits, uint Unknown) Run(BorrowerProfile profile)
    {
        uint hits = 0, unknown = 0;
        if (_plain is not null)
        {
            try
            {
                var answer = _plain(profile.Numbers, profile.Texts, profile.Present);
                hits = (uint)answer;
                var gaps = (uint)(answer >> ConditionBlock.Capacity);
                unknown = gaps & _strict;
                if (gaps != unknown) RunLifted(profile, gaps & ~_strict, ref hits, ref unknown);
            }
            catch (Exception)
            {
                // Nothing in it can throw; should that be wrong, nobody may take the rest for an answer.
                (hits, unknown) = (0, _fused);
            }
        }

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

    private static PlainBlock CompilePlain(InputLayout layout, List<(ConditionDraft Draft, int Place)> fused)
    {
        var steps = fused.Select(each => Expression.IfThenElse(
            IsReady(layout, each.Draft),
            Expression.IfThen(each.Draft.Plain, Raise(each.Place)),
            Raise(each.Place + ConditionBlock.Capacity)));
        return Compile<PlainBlock>(steps, SlotReader.Arguments);
    }

    private static IEnumerable<LiftedPart> CompileLifted(List<(ConditionDraft Draft, int Place)> lifted)
    {
        for (var first = 0; first < lifted.Count;)
        {
            var (count, nodes) = (0, 0);
            while (first + count < lifted.Count && (count == 0 || nodes < MaximumLiftedNodes))
                nodes += lifted[first + count++].Draft.Shape.Nodes;
            var part = lifted.GetRange(first, count);
            var steps = part.Select(each => Expression.IfThen(
                Expression.NotEqual(
                    Expression.And(_gaps, Expression.Constant(1u << each.Place)), Expression.Constant(0u)),
                Expression.Block(
                    Expression.Assign(_outcome, each.Draft.Lifted),
                    Expression.IfThenElse(
                        Expression.Equal(_outcome, Expression.Constant((int)RuleOutcome.Hit)),
                        Raise(each.Place),
                        Expression.IfThen(
                            Expression.Equal(_outcome, Expression.Constant((int)RuleOutcome.Unknown)),
                            Raise(each.Place + ConditionBlock.Capacity))))));
            yield return new LiftedPart(Mask(part), Compile<LiftedBlock>(steps, [.. SlotReader.Arguments, _gaps]));
            first += count;
        }
    }

    private static T Compile<T>(IEnumerable<Expression> steps, IEnumerable<ParameterExpression> parameters)
        where T : Delegate
    {
        var body = Expression.Block([_result, _outcome], [.. steps, _result]);
        return Expression.Lambda<T>(body, parameters).Compile();
    }

    // A comparison by order may be unknown though every text is there, so that it is never ready for plain code.
    private static Expression IsReady(InputLayout layout, ConditionDraft draft)
    {
        if (draft.Shape.ComparesOrder) return Expression.Constant(false);
        var mask = new ulong[layout.MaskLength];
        foreach (var slot in draft.Reads) mask[slot >> 6] |= 1UL << (slot & 63);
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

    private static uint Mask(IEnumerable<(ConditionDraft Draft, int Place)> conditions) =>
        conditions.Aggregate(0u, (mask, each) => mask | (1u << each.Place));

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
