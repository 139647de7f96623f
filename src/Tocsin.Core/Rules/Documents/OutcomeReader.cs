using Tocsin.Core.Decisions;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads the section <c>outcome</c> of a policy: bounds on the PD, or grades.</summary>
internal sealed class OutcomeReader(PolicyRules rules)
{
    /// <summary>The bounds; null after an error that leaves none.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="scale">Its rating scale; null when that could not be read.</param>
    /// <param name="hasPd">False when the model is a discriminant.</param>
    public OutcomeBounds? Read(DocumentNode policy, RatingScale? scale, bool hasPd)
    {
        if (policy.Object("outcome") is not { } section)
        {
            policy.Error("KEY_MISSING", "'outcome' is required.", "outcome");
            return null;
        }

        var isByGrade = section.Child("approve_grades") is not null || section.Child("refer_grades") is not null;
        if (!isByGrade && !hasPd)
        {
            section.Error("OUTCOME_INVALID",
                "A discriminant has no probability of default: say approve_grades in place of approve_up_to_pd.");
        }

        var bounds = isByGrade ? ByGrade(section, scale) : ByPd(section);
        section.Close();
        return bounds;
    }

    private OutcomeBounds ByPd(DocumentNode section)
    {
        var bounds = new OutcomeBounds
        {
            ApproveUpToPd = ReadPd(section, "approve_up_to_pd"),
            ReferUpToPd = ReadPd(
                section, section.Number("refer_up_to_pd") is null ? "approve_up_to_pd" : "refer_up_to_pd"),
            Reason = rules.Reason(section, "pd_reason"),
        };
        if (bounds.ReferUpToPd < bounds.ApproveUpToPd)
            section.Error("BOUNDS_INVALID", "refer_up_to_pd is below approve_up_to_pd.", "refer_up_to_pd");
        return bounds;
    }

    private OutcomeBounds ByGrade(DocumentNode section, RatingScale? scale)
    {
        foreach (var key in new[] { "approve_up_to_pd", "refer_up_to_pd", "pd_reason" })
        {
            if (section.Child(key) is not null)
                section.Error("OUTCOME_INVALID", "Either grades or the probability of default decides, not both.", key);
        }

        return new OutcomeBounds
        {
            ApproveGrades = Grades(section, "approve_grades", scale),
            ReferGrades = Grades(section, "refer_grades", scale),
            Reason = rules.Reason(section, "grade_reason"),
        };
    }

    private static IReadOnlyList<string> Grades(DocumentNode section, string key, RatingScale? scale)
    {
        var grades = section.Texts(key);
        foreach (var grade in grades.Where(grade => scale is not null && scale.IndexOf(grade) < 0))
        {
            section.Error("GRADE_UNKNOWN", $"'{grade}' is no grade of the scale '{scale!.Name}'."
                + NearestName.Hint(grade, scale.Grades.Select(known => known.Grade)), key);
        }

        return grades;
    }

    private static double ReadPd(DocumentNode node, string key)
    {
        var pd = node.RequiredNumber(key);
        if (node.Number(key) is <= 0 or >= 1) node.Error("BOUNDS_INVALID", $"{key} must be between 0 and 1.", key);
        return pd;
    }
}
