using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions;

/// <summary>
/// What moves the grade of the model: a matrix with a class of behaviour, and events that take it down. Immutable.
/// </summary>
/// <remarks>
/// The shape of the Italian SME guarantee fund (2019): a financial module and a credit-bureau module meet in a matrix,
/// and prejudicial events lower what comes out.
/// </remarks>
public sealed record GradingPolicy
{
    /// <summary>The matrix; null when only events move the grade.</summary>
    public RatingMatrix? Matrix { get; init; }

    /// <summary>The rules of behaviour, in document order: the first that hits gives the class.</summary>
    public IReadOnlyList<BehaviourRule> Behaviour { get; init; } = [];

    /// <summary>The class where none of them hits.</summary>
    public string OtherwiseClass { get; init; } = "";

    /// <summary>The events, in document order; their notches are summed.</summary>
    public IReadOnlyList<NotchRule> Events { get; init; } = [];

    /// <summary>The most notches that all events together move the grade; null when there is no bound.</summary>
    public int? MaximumNotches { get; init; }

    /// <summary>Every input that it reads.</summary>
    public IEnumerable<InputSlot> Reads =>
        Behaviour.SelectMany(rule => rule.Rule.Reads).Concat(Events.SelectMany(rule => rule.Rule.Reads));
}

/// <summary>A rule that gives a class of behaviour.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Class">The class; a column of the matrix.</param>
/// <param name="WhenUnknown">What an unknown outcome makes of the decision.</param>
public sealed record BehaviourRule(Rule Rule, string Class, WhenUnknown WhenUnknown);

/// <summary>An event that takes the grade down.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Notches">By how many grades; at least 1.</param>
/// <param name="Reason">The code of its reason.</param>
/// <param name="WhenUnknown">What an unknown outcome makes of the decision.</param>
public sealed record NotchRule(Rule Rule, int Notches, string Reason, WhenUnknown WhenUnknown);
