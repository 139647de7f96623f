using System.Globalization;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Proposals;

/// <summary>Gathers what to propose, each input's value once for what it would show.</summary>
internal sealed class ProposalList
{
    private readonly ProposalFile _file;
    private readonly BoundaryReader _boundaries;
    private readonly HashSet<(string, string, FeatureValue?, Warnings.WarningLevel)> _known = [];
    private readonly List<Proposal> _proposals = [];
    private readonly List<string> _left = [];

    public ProposalList(RuleSet set, ProposalFile file)
    {
        _file = file;
        var asOf = file.CivilDate(set.Catalogue.TimeZone);
        _boundaries = new BoundaryReader(set.Layout, new ConstantReader(set.Parameters, asOf), asOf);
    }

    /// <summary>The proposals, in the order of the rules.</summary>
    public IReadOnlyList<Proposal> Proposals => _proposals;

    /// <summary>Rules for which nothing is proposed, with why.</summary>
    public IReadOnlyList<string> Left => _left;

    /// <summary>Adds what would cover a rule.</summary>
    public void Add(RuleCoverage rule)
    {
        if (rule.Product.Length > 0 && rule.Product != _file.Product)
        {
            _left.Add($"{Describe(rule)}: {_file.Path} does not decide {rule.Product}.");
            return;
        }

        var before = _proposals.Count;
        var boundaries = rule.Characteristic is null ? OfCondition(rule) : OfBin(rule, rule.Characteristic);
        foreach (var boundary in boundaries)
        {
            foreach (var value in boundary.Values.Where(value => IsValid(boundary.Input, value)))
                Add(new Proposal(rule, boundary.Input, value));
        }

        var isMissingBin = rule is { Role: CoverageRole.Bin, Bin: null };
        if ((isMissingBin || (rule.Condition is not null && rule.Unknown == 0)) && Lacking(rule) is { } input)
            Add(new Proposal(rule, input, null));
        if (_proposals.Count == before && !IsProposed(rule))
            _left.Add($"{Describe(rule)}: no input is compared with a constant; write this one by hand.");
    }

    private IReadOnlyList<Boundary> OfCondition(RuleCoverage rule) =>
        rule.Text.Length == 0 ? [] : _boundaries.Read(rule.Text);

    private static IReadOnlyList<Boundary> OfBin(RuleCoverage rule, Characteristic characteristic)
    {
        // Only where the binned value is one input can a value of it be named.
        if (rule.Bin is not { } bin || characteristic.Value.Reads is not [var input]
            || input.Name != characteristic.Value.Text.Trim())
        {
            return [];
        }

        if (bin.Texts is { } texts) return [new Boundary(input, [.. texts.Select(FeatureValue.OfText)])];
        var bound = bin.Below ?? characteristic.Bins.LastOrDefault(other => other.Below is not null)?.Below;
        if (bound is not { } number) return [];
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var decimals = text.Contains('.', StringComparison.Ordinal) ? text.Length - text.IndexOf('.') - 1 : 0;
        return [new Boundary(input, BoundaryReader.Around(
            input.Type, new Constant(FeatureValue.OfNumber(number), decimals)))];
    }

    // A request always says what it asks for; only what is stored can be missing.
    private static InputSlot? Lacking(RuleCoverage rule) =>
        (rule.Condition?.Reads ?? rule.Characteristic!.Value.Reads).FirstOrDefault(slot => slot.Feature is not null);

    private static bool IsValid(InputSlot input, FeatureValue value) => input.Feature is not { } feature
        ? input.Name.StartsWith("request.", StringComparison.Ordinal)
        : FeatureValidator.Check(feature, value, out _) is not null;

    private void Add(Proposal proposal)
    {
        var subject = proposal.Indicator ?? "";
        if (_proposals.Count < ProposedExamples.Maximum
            && _known.Add((subject, proposal.Input.Name, proposal.Value, proposal.Before)))
        {
            _proposals.Add(proposal);
        }
    }

    private bool IsProposed(RuleCoverage rule) => _proposals.Exists(proposal =>
        proposal.Rule.Product == rule.Product && proposal.Rule.Text == rule.Text);

    private static string Describe(RuleCoverage rule) =>
        string.Join(' ', new[] { rule.Product, rule.Rule, rule.Part }.Where(text => text.Length > 0));
}
