using System.Globalization;
using System.Linq.Expressions;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// The dates that an expression writes as texts. The parser takes any text that can be read as a date for one where a
/// date is wanted, and today's year where it names none: such an expression would mean something else next year, or on
/// another machine.
/// </summary>
/// <remarks>
/// The parser does not say which text became a date. So one that is not written as a date has to be is exchanged for
/// one that is, of a day that the expression does not have: where that day comes out, the text stood for a date.
/// </remarks>
/// <param name="tokens">The expression.</param>
/// <param name="dates">The dates that the parser made of it.</param>
internal sealed class WrittenDates(IReadOnlyList<ExpressionToken> tokens, IReadOnlySet<DateOnly> dates)
{
    private const string Format = "yyyy-MM-dd";

    // One of so many days is not among them.
    private readonly DateOnly _otherDay = Enumerable.Range(1, dates.Count + 1).Select(DateOnly.FromDayNumber)
        .First(day => !dates.Contains(day));

    /// <summary>True for a literal that is a date as it has to be written: year, month and day.</summary>
    public static bool IsDate(ExpressionToken token) => token.Kind == ExpressionTokenKind.Literal
        && DateOnly.TryParseExact(token.Text.AsSpan()[1..^1], Format, out _);

    /// <summary>Refuses a text that stands for a date and is not written as year, month and day.</summary>
    /// <param name="parse">Parses other tokens in the expression's place; null where they cannot be.</param>
    /// <exception cref="ExpressionRefusedException">There is one.</exception>
    public void Check(Func<IReadOnlyList<ExpressionToken>, Expression?> parse)
    {
        var texts = tokens.Where(token => token.Kind == ExpressionTokenKind.Literal && !IsDate(token)).ToList();
        if (texts.Count == 0) return;
        // Mostly none stands for a date, which is seen of all of them at once.
        if (parse(With(texts)) is { } whole && !HasOtherDay(whole)) return;
        if (texts.Find(text => parse(With([text])) is { } tree && HasOtherDay(tree)) is not { } meant) return;
        throw new ExpressionRefusedException("DATE_INVALID", meant.Start + 1,
            $"{meant.Text} stands for a date: write year, month and day, as in \"2026-03-05\".");
    }

    private List<ExpressionToken> With(List<ExpressionToken> texts)
    {
        var day = $"\"{_otherDay.ToString(Format, CultureInfo.InvariantCulture)}\"";
        return [.. tokens.Select(token => texts.Contains(token) ? token with { Text = day } : token)];
    }

    private bool HasOtherDay(Expression tree)
    {
        var finder = new DayFinder(_otherDay);
        finder.Visit(tree);
        return finder.IsFound;
    }

    private sealed class DayFinder(DateOnly day) : ExpressionVisitor
    {
        public bool IsFound { get; private set; }

        protected override Expression VisitConstant(ConstantExpression node)
        {
            IsFound |= node.Value is DateOnly found && found == day;
            return node;
        }
    }
}
