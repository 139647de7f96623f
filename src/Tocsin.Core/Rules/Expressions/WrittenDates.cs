using System.Globalization;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// The dates that an expression writes as texts. The parser takes any text that can be read as a date for one where a
/// date is wanted, and today's year where it names none: such an expression would mean something else next year, or on
/// another machine.
/// </summary>
/// <param name="tokens">The expression.</param>
internal sealed class WrittenDates(IReadOnlyList<ExpressionToken> tokens)
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>Refuses a date that no text of the expression writes as year, month and day.</summary>
    /// <exception cref="ExpressionRefusedException">No text does.</exception>
    public void Check(DateOnly date)
    {
        var text = date.ToString(Format, CultureInfo.InvariantCulture);
        var literals = tokens.Where(token => token.Kind == ExpressionTokenKind.Literal).ToList();
        if (literals.Exists(token => token.Text[1..^1] == text)) return;
        var meant = literals.Find(
            token => DateOnly.TryParse(token.Text[1..^1], CultureInfo.InvariantCulture, out var read) && read == date);
        throw new ExpressionRefusedException("DATE_INVALID", (meant?.Start ?? -1) + 1,
            $"{meant?.Text ?? "A text"} stands for a date: write year, month and day, as in \"2026-03-05\".");
    }
}
