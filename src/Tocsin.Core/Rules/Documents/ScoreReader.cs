using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads how a policy scores: a scorecard or a formula.</summary>
internal sealed class ScoreReader(PolicyRules rules, ScorecardReader scorecards)
{
    /// <summary>The scorecard and the formula, of which one is there; neither after an error.</summary>
    public (Scorecard? Scorecard, FormulaScore? Formula) Read(DocumentNode policy)
    {
        if ((policy.Child("scorecard") is null) == (policy.Child("formula") is null))
            policy.Error("SCORE_INVALID", "A policy has a scorecard or a formula: one of them.");
        var scorecard = ReadScorecard(policy);
        var formula = ReadFormula(policy);
        return (scorecard, formula);
    }

    private Scorecard? ReadScorecard(DocumentNode policy)
    {
        if (policy.Object("scorecard") is not { } section) return null;
        return rules.Find(section, "workflow") is { } workflow ? scorecards.Read(section, workflow) : null;
    }

    private FormulaScore? ReadFormula(DocumentNode policy)
    {
        if (policy.Object("formula") is not { } section) return null;
        var workflow = rules.Find(section, "workflow");
        var name = section.RequiredText("rule");
        var link = section.Choice(
            "gives", "log_odds_of_default", "log_odds_of_default", "probit_of_default", "score") switch
        {
            "probit_of_default" => FormulaLink.Probit,
            "score" => FormulaLink.Discriminant,
            _ => FormulaLink.Logit,
        };
        section.Close();
        var rule = workflow?.Rules.FirstOrDefault(candidate => candidate.Name == name);
        if (workflow is not null && rule is null)
            section.Error("RULE_UNKNOWN", $"'{name}' is no rule of the workflow '{workflow.Name}'."
                + NearestName.Hint(name, workflow.Rules.Select(known => known.Name)), "rule");
        if (rule?.Rule is not { } compiled) return null;
        var when = rule.Tocsin is { } tocsin ? ReadFacts(tocsin) : WhenUnknown.Refer;
        if (compiled.Output is { Type: FeatureType.Number or FeatureType.Integer } output)
        {
            PolicyRules.CheckStage(rule.Place, output.Reads, []);
            return new FormulaScore(name, output, link, when);
        }

        section.Error("FORMULA_INVALID", $"The rule '{name}' needs an OutputExpression that gives a number.", "rule");
        return null;
    }

    private static WhenUnknown ReadFacts(DocumentNode tocsin)
    {
        _ = tocsin.Text("component");
        _ = tocsin.Bilingual("title");
        var when = PolicyRules.WhenUnknown(tocsin);
        tocsin.Close();
        return when;
    }
}
