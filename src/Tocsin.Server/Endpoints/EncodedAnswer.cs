using Tocsin.Core.Decisions;
using Tocsin.Core.Rules;
using Tocsin.Journal.Recording;

namespace Tocsin.Server.Endpoints;

/// <summary>What an answer is written from. Immutable.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Policy">The policy that gave it.</param>
/// <param name="Rules">The rule set that has the policy.</param>
/// <param name="Facts">What is known beside it.</param>
/// <param name="AsOf">The moment decided as of.</param>
internal sealed record EncodedAnswer(
    Decision Decision, DecisionPolicy Policy, ActivatedRuleSet Rules, DecisionFacts Facts, DateTimeOffset AsOf);
