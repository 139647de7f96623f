using Tocsin.Core.Decisions;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads the section <c>grading</c> of a policy: matrix, classes of behaviour, events.</summary>
internal sealed class GradingReader(PolicyRules rules, IReadOnlyDictionary<string, RatingMatrix?> matrices)
{
    private const int MaximumNotches = 100;

    /// <summary>What moves the grade; null when nothing does.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="scale">Its rating scale; null when that could not be read.</param>
    public GradingPolicy? Read(DocumentNode policy, RatingScale? scale)
    {
        if (policy.Object("grading") is not { } section) return null;
        var matrix = ReadMatrix(section, scale);
        var behaviour = section.Object("behaviour");
        if (section.Child("matrix") is null != behaviour is null)
            section.Error("KEY_MISSING", "A matrix and the rules of behaviour go together.", "behaviour");
        var events = section.Object("events");
        var grading = new GradingPolicy
        {
            Matrix = matrix,
            Behaviour = behaviour is null ? [] : ReadBehaviour(behaviour, matrix),
            OtherwiseClass = behaviour is null ? "" : Class(behaviour, "otherwise", matrix),
            Events = [.. (events is null ? [] : rules.Rules(events, "workflow")).Select(ReadEvent).OfType<NotchRule>()],
            MaximumNotches = events?.Integer("at_most"),
        };
        if (grading.MaximumNotches < 1)
            events!.Error("BOUNDS_INVALID", "at_most is at least 1; leave the events out to have none.", "at_most");
        foreach (var grade in scale?.Grades ?? [])
        {
            if (grade.Pd is null)
                section.Error("GRADE_PD_MISSING",
                    $"The grade '{grade.Grade}' of '{scale!.Name}' needs a pd: a borrower may be moved there.");
        }

        behaviour?.Close();
        events?.Close();
        section.Close();
        return grading;
    }

    private RatingMatrix? ReadMatrix(DocumentNode section, RatingScale? scale)
    {
        if (section.Text("matrix") is not { } name) return null;
        if (!matrices.TryGetValue(name, out var matrix))
        {
            section.Error("MATRIX_UNKNOWN",
                $"'{name}' is no matrix of this rule set." + NearestName.Hint(name, matrices.Keys), "matrix");
            return null;
        }

        // A matrix with a problem of its own has no more to say here.
        if (matrix is null) return null;
        foreach (var grade in scale?.Grades ?? [])
        {
            if (!matrix.Rows.ContainsKey(grade.Grade))
                section.Error("MATRIX_GAP", $"The matrix '{name}' has no row of the grade '{grade.Grade}'.", "matrix");
        }

        var strange = matrix.Rows.Values.SelectMany(row => row).Concat(matrix.Rows.Keys)
            .FirstOrDefault(grade => scale is not null && scale.IndexOf(grade) < 0);
        if (strange is not null)
            section.Error("MATRIX_GRADE", $"'{strange}' is no grade of the scale '{scale!.Name}'.", "matrix");
        return matrix;
    }

    private List<BehaviourRule> ReadBehaviour(DocumentNode node, RatingMatrix? matrix)
    {
        var read = new List<BehaviourRule>();
        foreach (var rule in rules.Rules(node, "workflow"))
        {
            if (PolicyRules.Facts(rule, "rule of behaviour", "a class") is not { } tocsin) continue;
            var (name, when) = (Class(tocsin, "class", matrix), PolicyRules.WhenUnknown(tocsin));
            _ = tocsin.Bilingual("title");
            tocsin.Close();
            if (rule.Rule is null) continue;
            PolicyRules.CheckStage(rule.Place, rule.Rule.Reads, PolicyRules.AfterScore);
            read.Add(new BehaviourRule(rule.Rule, name, when));
        }

        return read;
    }

    private NotchRule? ReadEvent(RuleNode rule)
    {
        if (PolicyRules.Facts(rule, "event", "notches and a reason") is not { } tocsin) return null;
        var notches = tocsin.Integer("notches");
        if (notches is null or < 1 or > MaximumNotches)
            tocsin.Error("BOUNDS_INVALID", $"An event has 1 to {MaximumNotches} notches.", "notches");
        var (reason, when) = (rules.Reason(tocsin, "reason"), PolicyRules.WhenUnknown(tocsin));
        _ = tocsin.Bilingual("title");
        tocsin.Close();
        if (rule.Rule is null) return null;
        PolicyRules.CheckStage(rule.Place, rule.Rule.Reads, PolicyRules.AfterScore);
        return new NotchRule(rule.Rule, notches ?? 1, reason, when);
    }

    private static string Class(DocumentNode node, string key, RatingMatrix? matrix)
    {
        var name = node.RequiredText(key);
        if (name.Length > 0 && matrix is not null && !matrix.Classes.Contains(name))
        {
            node.Error("CLASS_UNKNOWN",
                $"'{name}' is no class of the matrix." + NearestName.Hint(name, matrix.Classes), key);
        }

        return name;
    }
}
